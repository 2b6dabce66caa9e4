# The document's sample as it stands: only the import and, by the test, the port are other ones.
import shareapp.server
import socketserver

PORT = 8000

Handler = shareapp.server.SimpleHTTPRequestHandler

with socketserver.TCPServer(("", PORT), Handler) as httpd:
    print("serving at port", PORT)
    httpd.serve_forever()
