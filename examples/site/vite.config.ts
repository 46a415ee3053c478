import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv, type Plugin } from "vite";

/** What the built pages may load: the refresh token lies in the browser, so no script of others runs here. */
const contentSecurityPolicy = (apiUrl: string): Plugin => ({
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: {
        "http-equiv": "Content-Security-Policy",
        content: [
          "default-src 'self'",
          `connect-src 'self' ${new URL(apiUrl).origin}`,
          // pictures of the network come from the API, those of older texts from other sites
          `img-src 'self' ${new URL(apiUrl).origin} https: data:`,
          "base-uri 'none'",
          "form-action 'self'",
        ].join("; "),
      },
      injectTo: "head-prepend",
    },
  ],
});

export default defineConfig(({ mode }) => ({
  plugins: [react(), contentSecurityPolicy(loadEnv(mode, process.cwd()).VITE_API_URL ?? "")],
  server: { port: 5173, strictPort: true },
  preview: { port: 4173, strictPort: true },
}));
