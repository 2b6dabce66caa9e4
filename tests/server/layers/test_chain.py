"""compose: layers fold around the innermost responder, outermost first."""

from shareapp.server.layers.chain import Layer, Responder, compose
from shareapp.server.message import Again, Headers, Request, Response

ASKED = Request("GET", "/", "/", "", (1, 1), Headers())


def named(name: str) -> Layer:
    def layer(request: Request, inner: Responder) -> Response:
        response = inner(request)
        response.headers.append(("Via", name))
        return response

    return layer


def innermost(_: Request) -> Response:
    return Response(200, [("Via", "innermost")])


def test_the_first_layer_is_the_outermost() -> None:
    response = compose([named("outer"), named("inner")], innermost)(ASKED)
    assert [value for _, value in response.headers] == ["innermost", "inner", "outer"]


def test_without_layers_the_innermost_answers_itself() -> None:
    assert compose([], innermost) is innermost


def test_a_layer_may_answer_without_asking_further() -> None:
    def alone(_request: Request, _inner: Responder) -> Response:
        return Response(403)

    assert compose([alone, named("never")], innermost)(ASKED).status == 403


def test_only_what_steady_layers_let_through_may_be_given_again() -> None:
    class Steady:
        is_steady = True

        def __call__(self, request: Request, inner: Responder) -> Response:
            return inner(request)

    def storable(_: Request) -> Response:
        return Response(200, again=Again(lambda: True, b""))

    assert compose([Steady(), Steady()], storable)(ASKED).again is not None
    assert compose([Steady(), named("not steady")], storable)(ASKED).again is None
    assert compose([named("not steady"), Steady()], storable)(ASKED).again is None
