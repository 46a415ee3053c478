// The address of the network's API.
window.API = new URLSearchParams(location.search).get("api") ?? "http://127.0.0.1:8000";
