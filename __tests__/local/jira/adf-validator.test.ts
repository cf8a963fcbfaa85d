import {
  bulletList,
  code,
  codeBlock,
  doc,
  heading,
  panel,
  paragraph,
  strong,
} from "../../../functions/shared/jira/adf";
import { adfErrors } from "../../../local/jira/adf-validator";

const text = (content: string, ...marks: string[]) => ({
  type: "text",
  text: content,
  marks: marks.map((type) => ({ type })),
});

describe("the published schema of Jira's documents", () => {
  it("takes what the builders make", () => {
    const document = doc(
      heading(2, "A ", code("b")),
      paragraph("", strong("c")),
      codeBlock("", "text"),
      codeBlock("ls"),
      ...bulletList([]),
      ...bulletList([["one"], [code("two")]]),
      panel("note", paragraph("e"), ...bulletList([["f"]])),
    );
    expect(adfErrors(document)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["no document", "text"],
    ["null", null],
    ["no version", { type: "doc", content: [] }],
    ["another version", { type: "doc", version: 2, content: [] }],
    ["an unknown node", doc({ type: "markdown" })],
    ["an empty text", doc({ type: "paragraph", content: [text("")] })],
    ["bold code", doc({ type: "paragraph", content: [text("x", "code", "strong")] })],
    ["marks in a code block", doc({ type: "codeBlock", content: [text("x", "strong")] })],
    ["a heading of level 7", doc({ ...heading(6, "x"), attrs: { level: 7 } })],
    ["an empty list", doc({ type: "bulletList", content: [] })],
    ["text straight in a list", doc({ type: "bulletList", content: [text("x")] })],
    ["an unknown panel", doc({ ...panel("info", paragraph("x")), attrs: { panelType: "red" } })],
    ["an attribute too many", doc({ ...paragraph("x"), attrs: { colour: "red" } })],
  ])("refuses %s", (_what, document) => {
    expect(adfErrors(document)).not.toEqual([]);
  });
});
