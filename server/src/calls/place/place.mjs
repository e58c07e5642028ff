const words = await (await fetch("/place/words")).json();
const language = navigator.languages.map((each) => each.slice(0, 2)).find((each) => each in words) ?? "ar";
const own = words[language];
document.documentElement.lang = language;
document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
document.title = own.title;
const [title, button, status] = ["h1", "button", "p"].map((name) => document.querySelector(name));
title.textContent = own.title;
button.textContent = own.send;

const located = () =>
  new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 });
  });

button.addEventListener("click", async () => {
  button.disabled = true;
  status.textContent = own.asking;
  try {
    const { coords } = await located();
    const body = { token: location.hash.slice(1), point: { lat: coords.latitude, lon: coords.longitude }, accuracyM: coords.accuracy };
    const reply = await fetch("/place", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const { taken } = await reply.json();
    status.textContent = taken ? own.sent : own.used;
  } catch {
    status.textContent = own.failed;
    button.disabled = false;
  }
});
