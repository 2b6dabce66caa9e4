// Uploads one file as programs with tus-js-client do. Argument: JSON with file, endpoint, store and options of the
// client. Tells its progress and its end in lines of JSON.
import { createReadStream, statSync } from "node:fs";
import { FileUrlStorage, Upload } from "tus-js-client";

const { file, endpoint, store, options } = JSON.parse(process.argv[2]);
const tell = (values) => process.stdout.write(`${JSON.stringify(values)}\n`);

const upload = new Upload(createReadStream(file), {
  endpoint,
  uploadSize: statSync(file).size,
  ...(store && { urlStorage: new FileUrlStorage(store) }),
  fingerprint: () => Promise.resolve(`${file}-${statSync(file).size}`),
  retryDelays: [0, 10, 20, 50, 100],
  onProgress: (sent) => tell({ sent }),
  onSuccess: () => tell({ url: upload.url }),
  onError: (error) => tell({ error: error.message, status: error.originalResponse?.getStatus() ?? 0 }),
  ...options,
});
const before = store ? await upload.findPreviousUploads() : [];
tell({ before: before.length });
if (before.length) upload.resumeFromPreviousUpload(before[0]);
if (options.abortAfter) {
  upload.options.onProgress = async (sent) => {
    if (sent < options.abortAfter || upload.ending) return;
    upload.ending = true;
    await upload.abort(true);
    tell({ aborted: true });
  };
}
upload.start();
