"""Configuration files of servers that take no options: everything the benchmark asks for, a request log included."""

import os

from benchmarks.share import Share

NGINX = """
daemon off; {user} worker_processes 1; worker_rlimit_nofile 8192;
pid {work}/nginx.pid; error_log {work}/nginx.error.log;
events {{ worker_connections 8192; }}
http {{
    include /etc/nginx/mime.types; access_log {work}/nginx.access.log combined;
    sendfile on; keepalive_requests 100000000;
    client_body_temp_path {work}/nginx.body; client_max_body_size 0; proxy_temp_path {work}/nginx.proxy;
    fastcgi_temp_path {work}/nginx.fastcgi; uwsgi_temp_path {work}/nginx.uwsgi; scgi_temp_path {work}/nginx.scgi;
    server {{
        listen 127.0.0.1:{port} backlog=1024 {tls_flag}; root {root}; autoindex on;
        ssl_protocols TLSv1.3; ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;
        ssl_certificate {certificate}; ssl_certificate_key {key};
        location /uploads/ {{ dav_methods PUT; }}
    }}
}}
"""

LIGHTTPD = """
server.document-root = "{root}"
server.bind = "127.0.0.1"
server.port = {port}
server.max-fds = 8192
server.max-connections = 4096
server.max-keep-alive-requests = 1000000
server.max-request-size = 0
server.upload-dirs = ( "{work}" )
server.modules = ( "mod_accesslog", "mod_dirlisting", "mod_cgi", "mod_alias"{tls_module} )
accesslog.filename = "{work}/lighttpd.access.log"
dir-listing.activate = "enable"
$HTTP["url"] =~ "^/cgi-bin/" {{ cgi.assign = ( "" => "" ) }}
{tls_lines}
"""

_LIGHTTPD_TLS = """
ssl.engine = "enable"
ssl.pemfile = "{certificate}"
ssl.privkey = "{key}"
ssl.openssl.ssl-conf-cmd = ( "Ciphersuites" => "TLS_AES_128_GCM_SHA256" )
"""

CADDY = """
{{
    admin off
    auto_https off
}}
{scheme}://127.0.0.1:{port} {{
    bind 127.0.0.1
    root * {root}
    file_server browse
    log {{
        output file {work}/caddy.access.log
    }}
    {tls_lines}
}}
"""


def fill_in(template: str, share: Share, port: int, *, tls: bool) -> str:
    """``template`` with the facts of this run."""
    facts = {
        "root": share.root, "work": share.work, "port": port, "certificate": share.certificate, "key": share.key,
    }  # fmt: skip
    tls_lines = _LIGHTTPD_TLS.format(**facts) if template is LIGHTTPD else "tls {certificate} {key}".format(**facts)
    return template.format(
        **facts,
        user="user root;" if os.geteuid() == 0 else "",  # else it would give up the right to write uploads
        scheme="https" if tls else "http",
        tls_flag="ssl" if tls else "",
        tls_module=', "mod_openssl"' if tls else "",
        tls_lines=tls_lines if tls else "",
    )
