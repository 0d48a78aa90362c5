"""The application in a real browser: sign in, walk, and after each step ask axe; a complaint of the browser fails the test."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

from tests.apps.offices import PASSWORD

_ALLOWED = {"color-contrast-enhanced"}


class Walk:
    """One person at one browser; `page` is Playwright's."""

    def __init__(self, page, address: str) -> None:
        self.page, self.address, self.complaints = page, address, []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", lambda answer: self.complaints.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)

    def _said(self, message) -> None:
        # A refused form is answered with 422, and Chromium tells so in its console: that is no complaint of the page.
        if message.type in ("error", "warning") and "status of 422" not in message.text:
            self.complaints.append(message.text)

    def sign_in(self, user) -> None:
        self.page.goto(f"{self.address}/sign-in/")
        self.page.get_by_label("用户名").fill(user.username)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(lambda url: "sign-in" not in url)

    def sign_out(self) -> None:
        self.page.context.clear_cookies()

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")
        self.look()

    def look(self) -> None:
        """axe finds nothing, and the browser has not complained."""
        found = Axe().run(self.page).response["violations"]
        wrong = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found if one["id"] not in _ALLOWED]
        assert not wrong, wrong
        assert not self.complaints, self.complaints
