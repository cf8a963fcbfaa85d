/** A node of the Atlassian Document Format, version 1. */
export interface AdfNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, string | number>>;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, string>> }[];
  readonly content?: readonly AdfNode[];
}

/** What Jira takes as the body of a comment. */
export interface AdfDocument {
  readonly type: "doc";
  readonly version: 1;
  readonly content: readonly AdfNode[];
}

/** Text in a paragraph: plain, or marked by `code` or `strong`. */
export type Inline = string | AdfNode;

export type PanelType = "info" | "note" | "success" | "warning" | "error";

export function doc(...content: readonly AdfNode[]): AdfDocument {
  return { type: "doc", version: 1, content };
}

/** Text in a monospaced face. ADF allows no other mark beside it but a link. */
export function code(content: string): AdfNode {
  return { ...text(content), marks: [{ type: "code" }] };
}

export function strong(content: string): AdfNode {
  return { ...text(content), marks: [{ type: "strong" }] };
}

export function paragraph(...content: readonly Inline[]): AdfNode {
  return { type: "paragraph", content: inlines(content) };
}

export function heading(level: 1 | 2 | 3 | 4 | 5 | 6, ...content: readonly Inline[]): AdfNode {
  return { type: "heading", attrs: { level }, content: inlines(content) };
}

export function codeBlock(content: string, language = "shell"): AdfNode {
  return { type: "codeBlock", attrs: { language }, content: content === "" ? [] : [text(content)] };
}

/** A list with one paragraph an item; nothing for no items, since ADF refuses an empty list. */
export function bulletList(items: readonly (readonly Inline[])[]): AdfNode[] {
  if (items.length === 0) return [];
  return [
    {
      type: "bulletList",
      content: items.map((item) => ({ type: "listItem", content: [paragraph(...item)] })),
    },
  ];
}

/** A coloured box of paragraphs, headings and lists. */
export function panel(panelType: PanelType, ...content: readonly AdfNode[]): AdfNode {
  return { type: "panel", attrs: { panelType }, content };
}

function text(content: string): AdfNode {
  return { type: "text", text: content };
}

/** ADF refuses empty texts. */
function inlines(content: readonly Inline[]): AdfNode[] {
  return content
    .map((item) => (typeof item === "string" ? text(item) : item))
    .filter((node) => node.text !== "");
}
