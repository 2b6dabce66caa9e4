# The user's first sample as it stands: only the import and, by the test, the port are other ones.
from shareapp.server import HTTPServer, BaseHTTPRequestHandler

class MyHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response_only(200, 'OK')
        self.send_header('Content-Type', 'text/plain')
        self.end_headers()
        self.wfile.write(b"Hello World")

if __name__ == '__main__':
    # 서버의 ip, port, 핸들러를 인자로 하여, HttpServer객체를 생성한다.
    server = HTTPServer(('',8888), MyHandler)
    print("Started WebServer on port 8888......")
    print("Press ^C to quit WebServer")
    # 요청을 처리함
    server.serve_forever()
