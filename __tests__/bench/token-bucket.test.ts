import { TokenBucket } from "../../bench/modelled/token-bucket";

test("a full bucket gives its whole content at once, and then its refill", () => {
  const bucket = new TokenBucket(5, 2, 0);
  expect([1, 2, 3, 4, 5, 6].map(() => bucket.take(1, 0))).toEqual([true, true, true, true, true, false]);
  expect(bucket.take(1, 499)).toBe(false);
  expect(bucket.take(1, 500)).toBe(true);
  expect(bucket.take(1, 500)).toBe(false);
});

test("a refused request takes no tokens", () => {
  const bucket = new TokenBucket(1000, 2, 0);
  expect(bucket.take(980, 0)).toBe(true);
  expect(bucket.take(50, 0)).toBe(false);
  expect(bucket.take(20, 0)).toBe(true);
});

test("a bucket never holds more than its capacity", () => {
  const bucket = new TokenBucket(5, 2, 0);
  expect(bucket.take(6, 60_000)).toBe(false);
  expect(bucket.take(5, 60_000)).toBe(true);
});
