"""Views of lists that an officer keeps and drops."""

from django.http import HttpRequest, HttpResponseRedirect
from django.views.decorators.http import require_POST

from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of
from mamoru.faces.saved_views import drop_view, keep_view


@for_officer()
@require_POST
def keep(request: HttpRequest) -> HttpResponseRedirect:
    """Keep a view, and go back to it."""
    told = [request.POST.get(name, "") for name in ("place", "query", "name")]
    return HttpResponseRedirect(keep_view(account_of(request), *told))


@for_officer()
@require_POST
def drop(request: HttpRequest) -> HttpResponseRedirect:
    """Forget a view, and go back to its list."""
    number = request.POST.get("view", "")
    shown = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    return HttpResponseRedirect(drop_view(account_of(request), shown))
