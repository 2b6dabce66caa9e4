"""Extension to Content-Type: one fixed table, so that every Python and every system answers alike.

The machine's registry is not asked (on Windows any program may turn .js into text/plain there, gh-88141) and the
bytes are not sniffed, but for the letters of a text (``texts``).
"""

from typing import Literal

Kind = Literal["image", "video", "audio", "document", "archive", "code", "other"]

DEFAULT = "application/octet-stream"
UTF8 = "; charset=utf-8"

# kind -> media type -> extensions. Types are IANA's where IANA has one. A ".gz" stays application/gzip: it is the
# file people asked for, not a transfer coding (RFC 9110 section 8.4).
_TABLE: dict[Kind, dict[str, str]] = {
    "image": {
        "image/apng": "apng",
        "image/avif": "avif avifs",
        "image/bmp": "bmp dib",
        "image/gif": "gif",
        "image/heic": "heic",
        "image/heif": "heif hif",
        "image/jpeg": "jpg jpeg jpe jfif",
        "image/jp2": "jp2",
        "image/jxl": "jxl",
        "image/png": "png",
        "image/svg+xml": "svg",
        "image/tiff": "tif tiff",
        "image/vnd.adobe.photoshop": "psd",
        "image/vnd.microsoft.icon": "ico cur",
        "image/webp": "webp",
        "image/x-adobe-dng": "dng",
        "image/x-canon-cr2": "cr2",
        "image/x-canon-cr3": "cr3",
        "image/x-nikon-nef": "nef",
        "image/x-sony-arw": "arw",
    },
    "video": {
        "video/3gpp": "3gp 3gpp",
        "video/3gpp2": "3g2",
        "video/mp2t": "ts m2ts mts",
        "video/mp4": "mp4 m4v",
        "video/mpeg": "mpg mpeg mpe",
        "video/ogg": "ogv",
        "video/quicktime": "mov qt",
        "video/webm": "webm",
        "video/matroska": "mkv",
        "video/x-flv": "flv",
        "video/x-ms-wmv": "wmv",
        "video/x-msvideo": "avi",
    },
    "audio": {
        "audio/aac": "aac",
        "audio/ac3": "ac3",
        "audio/aiff": "aif aiff aifc",
        "audio/amr": "amr",
        "audio/basic": "au snd",
        "audio/flac": "flac",
        "audio/matroska": "mka",
        "audio/midi": "mid midi",
        "audio/mp4": "m4a m4b",
        "audio/mpeg": "mp3",
        "audio/ogg": "ogg oga opus spx",
        "audio/wav": "wav",
        "audio/x-ms-wma": "wma",
        "audio/mpegurl": "m3u",
        "application/vnd.apple.mpegurl": "m3u8",
    },
    "document": {
        "application/epub+zip": "epub",
        "application/msword": "doc dot",
        "application/pdf": "pdf",
        "application/postscript": "ps eps ai",
        "application/rtf": "rtf",
        "application/vnd.amazon.mobi8-ebook": "azw3",
        "application/x-mobipocket-ebook": "mobi",
        "application/vnd.apple.keynote": "key",
        "application/vnd.apple.numbers": "numbers",
        "application/vnd.apple.pages": "pages",
        "application/x-hwp": "hwp",
        "application/hwp+zip": "hwpx",
        "application/vnd.ms-excel": "xls xlt",
        "application/vnd.ms-excel.sheet.macroEnabled.12": "xlsm",
        "application/vnd.ms-outlook": "msg",
        "application/vnd.ms-powerpoint": "ppt pps",
        "application/vnd.oasis.opendocument.graphics": "odg",
        "application/vnd.oasis.opendocument.presentation": "odp",
        "application/vnd.oasis.opendocument.spreadsheet": "ods",
        "application/vnd.oasis.opendocument.text": "odt",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow": "ppsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template": "dotx",
        "application/vnd.visio": "vsd",
        "image/vnd.djvu": "djvu djv",
        "message/rfc822": "eml mht mhtml",
        "text/calendar": "ics",
        "text/csv": "csv",
        "text/html": "html htm",
        "application/xhtml+xml": "xhtml xht",
        "text/markdown": "md markdown",
        "text/plain": "txt text log nfo",
        "text/tab-separated-values": "tsv",
        "text/vcard": "vcf vcard",
        "text/vtt": "vtt",
        "application/x-subrip": "srt",
        "text/x-rst": "rst",
        "text/x-tex": "tex",
    },
    "archive": {
        "application/gzip": "gz tgz",
        "application/java-archive": "jar war",
        "application/vnd.android.package-archive": "apk",
        "application/vnd.debian.binary-package": "deb",
        "application/vnd.rar": "rar",
        "application/x-7z-compressed": "7z",
        "application/x-apple-diskimage": "dmg",
        "application/x-bzip2": "bz2 tbz tbz2",
        "application/x-compress": "z",
        "application/x-iso9660-image": "iso",
        "application/x-lzma": "lzma",
        "application/x-rpm": "rpm",
        "application/x-tar": "tar",
        "application/x-xz": "xz txz",
        "application/zip": "zip",
        "application/zstd": "zst tzst",
        "application/vnd.ms-cab-compressed": "cab",
        "application/x-cpio": "cpio",
    },
    "code": {
        "application/json": "json map ipynb",
        "application/ld+json": "jsonld",
        "application/geo+json": "geojson",
        "application/manifest+json": "webmanifest",
        "application/sql": "sql",
        "application/toml": "toml",
        "application/wasm": "wasm",
        "application/xml": "xml xsl xslt xsd",
        "application/rss+xml": "rss",
        "application/atom+xml": "atom",
        "application/yaml": "yaml yml",
        "text/css": "css",
        "text/javascript": "js mjs",
        "text/x-c": "c h cc cpp cxx hh hpp hxx",
        "text/x-java": "java kt kts",
        "text/x-python": "py pyw pyi",
        "text/x-sh": "sh bash zsh",
        "text/plain": "cfg conf ini env properties bat cmd ps1 go rs rb pl php lua swift cs jsx tsx vue scss sass less "
        "diff patch gitignore dockerfile makefile cmake gradle r scala",
    },
    "other": {
        "application/vnd.sqlite3": "sqlite sqlite3 db",
        "application/x-bittorrent": "torrent",
        "application/vnd.ms-fontobject": "eot",
        "application/pgp-signature": "sig asc",
        "application/gpx+xml": "gpx",
        "application/vnd.google-earth.kml+xml": "kml",
        "application/vnd.google-earth.kmz": "kmz",
        "font/collection": "ttc",
        "font/otf": "otf",
        "font/ttf": "ttf",
        "font/woff": "woff",
        "font/woff2": "woff2",
        "model/gltf+json": "gltf",
        "model/gltf-binary": "glb",
        "model/obj": "obj",
        "model/stl": "stl",
        "application/x-msdownload": "exe dll",
        "application/x-msi": "msi",
        "application/octet-stream": "bin img",
    },
}

# Types that are text although they do not begin with "text/". JSON is not among them: RFC 8259 defines no charset,
# it is UTF-8 always. XML names its encoding inside, and a charset here would overrule it (RFC 7303 section 3).
_TEXT_TYPES = frozenset({"application/sql", "application/toml", "application/yaml", "application/x-subrip"})

_TYPES = {
    extension: media_type + (UTF8 if media_type.startswith("text/") or media_type in _TEXT_TYPES else "")
    for types in _TABLE.values()
    for media_type, extensions in types.items()
    for extension in extensions.split()
}
_KINDS: dict[str, Kind] = {
    extension: kind
    for kind, types in _TABLE.items()
    for extensions in types.values()
    for extension in extensions.split()
}
# Files whose whole name says what they are.
_WHOLE_NAMES = frozenset({"makefile", "dockerfile", "license", "readme", "changelog", "authors", "copying", "notice"})


def extension(name: str) -> str:
    """The extension that decides about ``name``: after its last dot, in lower case; "" without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def content_type(name: str, default: str = DEFAULT) -> str:
    """The Content-Type for a file called ``name``, text with its charset (RFC 9110 section 8.3)."""
    if "." not in name:
        return "text/plain" + UTF8 if name.lower() in _WHOLE_NAMES else default
    return _TYPES.get(extension(name), default)


def kind(name: str) -> Kind:
    """What a person would call the file ``name``, for its picture in a listing."""
    if "." not in name:
        return "document" if name.lower() in _WHOLE_NAMES else "other"
    return _KINDS.get(extension(name), "other")
