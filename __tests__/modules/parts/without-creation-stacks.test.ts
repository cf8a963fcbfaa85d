import { Lazy } from "cdktf";
import { withoutCreationStacks } from "../../../modules/parts/without-creation-stacks";

function makeToken() {
  return Lazy.anyValue({ produce: () => "value" });
}

function failure(work: () => never): Error {
  try {
    return work();
  } catch (error) {
    return error as Error;
  }
}

describe("withoutCreationStacks", () => {
  test("tokens have no creation stack inside it, and have one again afterwards", () => {
    expect(withoutCreationStacks(makeToken).creationStack).toEqual([]);
    expect(makeToken().creationStack.join("\n")).toContain(__filename);
  });

  test("an error thrown inside it keeps its message and its stack", () => {
    const error = failure(() =>
      withoutCreationStacks(() => {
        throw new RangeError("no room left");
      }),
    );
    expect(error.message).toBe("no room left");
    expect(error.stack).toContain("RangeError: no room left");
    expect(error.stack).toContain(__filename);
  });

  test("an error that captures its own stack keeps the one of its construction", () => {
    class Refusal extends Error {
      constructor() {
        super("refused");
        Error.captureStackTrace(this, Refusal);
      }
    }
    const error = failure(() =>
      withoutCreationStacks(() => {
        throw new Refusal();
      }),
    );
    expect(error.stack).toContain(__filename);
  });

  test("creation stacks are recorded again after an error", () => {
    failure(() =>
      withoutCreationStacks(() => {
        throw new Error("any");
      }),
    );
    expect(makeToken().creationStack).not.toEqual([]);
  });
});
