# The user's client as it stands: only, by the test, the port is another one.
from urllib.request import urlopen
from urllib.parse import urlencode

url = 'http://127.0.0.1:8888/cgi-bin/cgi_server.py'
data = urlencode({
    'name':'김윤미',
    'email':'kym@naver.com',
    'url':'http://www.naver.com'
})
postData = data.encode()

f = urlopen(url, postData)
print(f.read().decode('utf-8'))
