"""Finished requests and troubles to put where events go."""

from shareapp.server.events import RequestDone, Trouble

ADDRESS = "192.168.0.23"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
DONE = RequestDone(
    at=1_726_117_331.25,
    client=ADDRESS,
    user="",
    method="GET",
    target="/IMG_2044.jpg",
    version="HTTP/1.1",
    status=200,
    sent=2_900_000,
    received=0,
    seconds=0.096,
    agent=IPHONE,
    referer="",
)
TROUBLE = Trouble(DONE.at, "tls-on-plain-port", ADDRESS)
