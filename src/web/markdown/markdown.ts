export { MarkdownText } from "./markdown-text.tsx";
export { plainText } from "./plain.ts";
