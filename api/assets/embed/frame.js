// Speaks with WordPress around a framed page: its height, and which link was followed. WordPress gives the frame a secret behind the
// "#?secret=" of its address, and opens links of the frame's own host only, so that they go by way of /go/{id}.
(() => {
  const secret = /[#&?]secret=([A-Za-z0-9]+)/.exec(location.hash)?.[1];
  if (!secret || window.parent === window) return;
  const main = document.querySelector("main");
  const tell = (message, value) => window.parent.postMessage({ secret, message, value }, "*");
  const tellHeight = () => tell("height", Math.ceil(main.scrollHeight));
  main.style.minHeight = "0";
  new ResizeObserver(tellHeight).observe(main);
  addEventListener("load", tellHeight);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const inside = link?.getAttribute("href").startsWith("#");
    if (!link || inside || !main.dataset.entry) return;
    event.preventDefault();
    const api = document.currentScript?.src ?? document.querySelector("script[src$='/embed/frame.js']").src;
    const go = api.replace(/\/embed\/frame\.js$/, `/go/${main.dataset.entry}`);
    tell("link", `${go}?to=${encodeURIComponent(link.href)}`);
  });
})();
