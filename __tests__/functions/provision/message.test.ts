import { parseMessage } from "../../../functions/provision/message";

describe("a message of the queue", () => {
  it("names a ticket and a delivery", () => {
    const message = { key: "INFRA-12", delivery: "d-1" };
    expect(parseMessage(JSON.stringify(message))).toEqual(message);
  });

  it("needs no delivery", () => {
    expect(parseMessage('{"key":"INFRA-12"}')).toEqual({ key: "INFRA-12", delivery: "" });
  });

  it.each(["", "INFRA-12", "{}", '{"key":12}', '{"key":"../../search"}', '{"key":"INFRA-0"}', "null"])(
    "is refused as %p",
    (body) => {
      expect(() => parseMessage(body)).toThrow();
    },
  );
});
