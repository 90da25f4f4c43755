const there = "{google}/collect";
document.cookie = "_ga=GA1.1.1; Path=/; Domain=shop.test; Max-Age=9999";
document.cookie = "_ga_TEST=1; Path=/; Max-Age=9999";
document.cookie = "_ga_DEEP=1; Path=/deep/page; Max-Age=9999";
try {{ localStorage.setItem("_ga_store", "1"); }} catch {{}}
window.sent = 0;
const ping = (why) =>
  fetch(`${{there}}?${{why}}-${{++window.sent}}`, {{ mode: "no-cors", keepalive: true }}).catch(() => 0);
ping("load");
window.pings = setInterval(() => ping("tick"), 50);
addEventListener("pagehide", () => {{
  navigator.sendBeacon(there + "?gone", "x");
  new Image().src = there + "?image";
  document.cookie = "_ga_LATE=1; Path=/; Max-Age=9999";
}});
window.standIn = true;
