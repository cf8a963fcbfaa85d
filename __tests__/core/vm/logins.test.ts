import { isReservedLogin } from "../../../core/vm/logins";

describe("a login that exists on the VM already", () => {
  it.each(["root", "Root", "ubuntu", "ec2-user", "EC2 User", "ssm-user", "www-data", "mail"])(
    "is %s",
    (name) => {
      expect(isReservedLogin(name)).toBe(true);
    },
  );

  it.each(["john-smith", "rooty", "ubuntu-lover", "mailer"])("is not %s", (name) => {
    expect(isReservedLogin(name)).toBe(false);
  });
});
