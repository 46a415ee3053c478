// What a partner's page does with the network's API. It shows the credit line of whatever it shows.
const api = window.API;

for (const frame of document.querySelectorAll("iframe[data-src]")) frame.src = api + frame.dataset.src;
for (const link of document.querySelectorAll("a[data-href]")) link.href = api + link.dataset.href;

const components = Object.assign(document.createElement("script"), { type: "module", src: `${api}/embed.js` });
document.head.append(components);

async function read(path) {
  const answer = await fetch(api + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function showFeed() {
  const feed = await read("/feed.json?kind=article&content=summary&limit=5");
  for (const item of feed.items) {
    const row = document.createElement("li");
    const title = Object.assign(document.createElement("a"), { href: item.url, textContent: item.title });
    const credit = Object.assign(document.createElement("small"), { textContent: item._licence.credit_text });
    row.append(title, document.createElement("br"), credit);
    document.getElementById("feed").append(row);
  }
}

// a drawing instead of a map, so that nothing is loaded from elsewhere; Leaflet or MapLibre read the same address
async function showMap() {
  const [west, south, east, north] = [-5.2, 47.2, -1, 49];
  const places = await read(`/map.geojson?bbox=${west},${south},${east},${north}&limit=200`);
  const map = document.getElementById("map");
  const credit = document.getElementById("map-credit");
  credit.textContent = places.features.length ? "Choisissez un point : son crédit s’affiche ici." : "Aucun contenu situé.";
  const make = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  for (const { geometry, properties } of places.features) {
    const [longitude, latitude] = geometry.coordinates;
    const at = { cx: (700 * (longitude - west)) / (east - west), cy: (340 * (north - latitude)) / (north - south) };
    const link = make("a", { href: properties.url, "aria-label": properties.title });
    link.append(make("circle", { ...at, r: 7 }));
    const tell = () => (credit.textContent = properties.credit);
    link.addEventListener("focus", tell);
    link.addEventListener("pointerenter", tell);
    map.append(link);
  }
}

for (const show of [showFeed, showMap]) show().catch((cause) => console.error(cause.message));
