import { formatTicketMessage, parseTicketMessage } from "../../../functions/shared/ticket-message";

describe("a message of the queue", () => {
  it("a message names a ticket and a delivery", () => {
    const message = { key: "INFRA-12", delivery: "d-1" };
    expect(parseTicketMessage(formatTicketMessage(message))).toEqual(message);
  });

  it("a message needs no delivery", () => {
    expect(parseTicketMessage('{"key":"INFRA-12"}')).toEqual({ key: "INFRA-12", delivery: "" });
  });

  it.each(["", "INFRA-12", "{}", '{"key":12}', '{"key":"../../search"}', '{"key":"INFRA-0"}', "null"])(
    "the body %p is refused",
    (body) => {
      expect(() => parseTicketMessage(body)).toThrow();
    },
  );
});
