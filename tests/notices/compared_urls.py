"""The addresses of the pages where texts can be compared (see `tests.notices.comparing`)."""

from tests.notices.comparing import difference

from mamoru.notices.urls import patterns

urlpatterns = patterns(difference)
handler404 = "mamoru.notices.views.not_found"
