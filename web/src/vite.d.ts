/** What Vite puts in place when it builds the page. */
interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}
