/** The text of a comment's document, with one line for each block. */
export function textOf(node: unknown): string {
  const { text, content = [] } = node as { readonly text?: string; readonly content?: readonly unknown[] };
  if (text !== undefined) return text;
  const parts = content.map(textOf);
  return parts.join(content.every(isInline) ? "" : "\n");
}

function isInline(node: unknown): boolean {
  return (node as { readonly type?: string }).type === "text";
}
