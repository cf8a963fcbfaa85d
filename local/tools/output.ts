import { styleText } from "node:util";

const CLEAR_LINE = "\r\x1b[2K";
/** Milliseconds between two lines of progress where a line cannot be rewritten. */
const QUIET_INTERVAL = 10_000;

type Style = Parameters<typeof styleText>[0];

/** The output for users: coloured, with one progress line, on a terminal; plain lines elsewhere. */
export class Output {
  private progressShown = false;
  private lastProgress = 0;
  private silent = false;

  constructor(private readonly stream: NodeJS.WriteStream = process.stdout) {}

  /** Prints nothing from now on. */
  silence(): void {
    this.clearProgress();
    this.silent = true;
  }

  line(text = ""): void {
    if (this.silent) return;
    this.clearProgress();
    this.stream.write(`${text}\n`);
  }

  heading(text: string): void {
    this.line();
    this.line(this.styled("bold", text));
  }

  reading(good: boolean, text: string): void {
    this.line(good ? `    ${text}` : this.styled("red", `  ! ${text}`));
  }

  good(text: string): void {
    this.line(this.styled("green", `  ✓ ${text}`));
  }

  bad(text: string): void {
    this.line(this.styled("red", `  ✗ ${text}`));
  }

  /** Progress of long work: rewritten in place on a terminal, an occasional line elsewhere. */
  progress(text: string): void {
    if (this.silent) return;
    if (this.stream.isTTY) {
      this.stream.write(`${CLEAR_LINE}  ${text.slice(0, (this.stream.columns || 80) - 3)}`);
      this.progressShown = true;
      return;
    }
    if (Date.now() - this.lastProgress < QUIET_INTERVAL) return;
    this.lastProgress = Date.now();
    this.stream.write(`  ${text}\n`);
  }

  private clearProgress(): void {
    if (this.progressShown) this.stream.write(CLEAR_LINE);
    this.progressShown = false;
  }

  private styled(style: Style, text: string): string {
    const plain = !this.stream.isTTY || process.env["NO_COLOR"] !== undefined;
    return plain ? text : styleText(style, text);
  }
}
