"""What stands around every page: headers, marking, navigation, messages, and pages for what went wrong."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from forcesight.access import Permission, Refused
from forcesight.errors import HomeBusy, HomeError
from forcesight.web.core import errors
from forcesight.web.core.decorators import requires


def broken(request):
    raise ZeroDivisionError


def refused(request):
    raise Refused("You cannot see this, for a reason.")


def homeless(request):
    raise HomeError("There is no home at /secret/place.")


def busy(request):
    raise HomeBusy("Another process is writing to /secret/place.")


@requires(Permission.VIEW_MEASURES, published=True)
def published_figures(request):
    return HttpResponse("figures")


@requires(Permission.VIEW_MEASURES)
def own_figures(request):
    return HttpResponse("figures")


urlpatterns = [
    path("broken", broken),
    path("refused", refused),
    path("homeless", homeless),
    path("busy", busy),
    path("published", published_figures),
    path("own", own_figures),
    path("", include("forcesight.web.urls")),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error

these_pages = pytest.mark.urls(__name__)


@pytest.mark.django_db
def test_every_answer_bears_the_security_headers(client):
    headers = client.get("/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    for rule in ("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert rule in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


@pytest.mark.django_db
def test_over_https_the_site_insists_on_it(client, settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    assert client.get("/sign-in", secure=True)["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.django_db
def test_no_page_carries_a_style_or_script_of_its_own(client):
    page = client.get("/sign-in").content.decode()
    assert " style=" not in page and "<style" not in page and "onclick" not in page
    assert all("src=" in part.split(">")[0] for part in page.split("<script")[1:])


def test_pages_of_a_person_are_not_kept_by_the_browser(signed_in):
    assert signed_in("records_officer").get("/account")["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/accessibility", "/cookies", "/privacy", "/sign-in", "/signed-out", "/healthz"])
def test_these_pages_need_no_account(client, page):
    assert client.get(page).status_code == 200


@pytest.mark.django_db
def test_the_probe_says_nothing_else(client):
    answer = client.get("/healthz")
    assert (answer.content, answer["Content-Type"]) == (b"ok\n", "text/plain")


def test_a_page_bears_its_marking_at_top_and_bottom(signed_in):
    client = signed_in("records_officer")
    plain, sensitive = client.get("/account").content.decode(), client.get("/audit/").content.decode()
    assert plain.count('<p class="fs-marking">') == 2 and "fs-page--official" in plain
    assert sensitive.count('<p class="fs-marking fs-marking--sensitive">') == 2 and "fs-page--sensitive" in sensitive


def test_the_header_names_the_force_and_the_person(signed_in):
    page = signed_in("records_officer").get("/account").content.decode()
    assert "Northshire" in page and "a.records_officer" in page and 'action="/sign-out"' in page


@pytest.mark.django_db
def test_a_home_without_a_name_is_just_forcesight(client, settings):
    settings.FORCE_NAME = ""
    page = client.get("/sign-in").content.decode()
    assert "<title>Sign in – Forcesight</title>" in page and "run by" not in page


def test_the_navigation_shows_what_one_may_open_and_where_one_is(signed_in):
    client = signed_in("records_officer")
    assert '<a class="govuk-service-navigation__link" href="/audit/" aria-current="page">' in text(client, "/audit/")
    assert 'href="/audit/" aria-current="true"' in text(client, "/audit/check")
    assert 'href="/audit/" aria-current' not in text(client, "/account")


def test_the_navigation_hides_what_one_may_not_open(signed_in):
    assert "Audit log" not in text(signed_in("commander"), "/account")


def text(client, page):
    return client.get(page).content.decode()


def test_an_unknown_address_says_so(signed_in):
    answer = signed_in("commander").get("/nowhere")
    assert answer.status_code == 404 and "There is no page at this address" in answer.content.decode()


@these_pages
def test_a_refusal_is_a_page_with_its_sentence(signed_in):
    answer = signed_in("commander").get("/refused")
    assert answer.status_code == 403
    assert "You cannot see this, for a reason." in answer.content.decode()
    assert "See the roles that you hold" in answer.content.decode()


@these_pages
def test_a_view_says_what_it_needs_and_the_access_room_decides(signed_in):
    scrutineer = signed_in("scrutineer")
    assert scrutineer.get("/published").content == b"figures"
    assert "Scrutineer sees published figures only." in text(scrutineer, "/own")


@these_pages
@pytest.mark.parametrize("page", ["/homeless", "/busy"])
def test_a_home_that_cannot_be_read_is_not_the_persons_fault(signed_in, page):
    answer = signed_in("commander").get(page)
    assert answer.status_code == 503
    assert "cannot be read at the moment" in answer.content.decode()
    assert "/secret/place" not in answer.content.decode()


@these_pages
def test_a_fault_of_ours_is_a_page_without_its_entrails(person):
    client = Client(raise_request_exception=False)
    client.force_login(person("commander"))
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert "Forcesight could not show this page" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused(client):
    answer = client.get("/sign-in", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400 and "could not be read" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused_with_a_way_on(person):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in", {"username": "a", "password": "b"})
    assert answer.status_code == 403 and "This form has expired" in answer.content.decode()


@pytest.mark.django_db
def test_a_body_beyond_the_limit_is_refused(client):
    answer = client.post("/sign-in", {"username": "x" * (1024 * 1024 + 1), "password": "y"})
    assert answer.status_code == 413


def test_djangos_own_refusal_has_a_sentence_too(rf):
    request = rf.get("/")
    answer = errors.forbidden(request, exception=PermissionError())
    assert answer.status_code == 403 and "You do not have permission" in answer.content.decode()
