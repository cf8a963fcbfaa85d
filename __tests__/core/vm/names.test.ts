import fc from "fast-check";
import {
  accessPointPath,
  fleetStackName,
  linuxLogin,
  mysqlLogin,
  type Person,
  postgresLogin,
  roleName,
  rolePath,
  vmName,
} from "../../../core/vm/names";
import { slug } from "../../../core/vm/slug";
import { HIGHEST_UID, LOWEST_UID, uid } from "../../../core/vm/uid";

const person: fc.Arbitrary<Person> = fc.record({
  client: fc.string({ unit: "grapheme", minLength: 1, maxLength: 64 }),
  developer: fc.string({ unit: "grapheme", minLength: 1, maxLength: 64 }),
});

/** Few characters and short parts, so that pairs that differ only in their spelling are frequent. */
const alike: fc.Arbitrary<Person> = fc.record({
  client: fc.stringMatching(/^(pg|x|a|b)([-_. ](pg|x|a|b)){0,2}$/),
  developer: fc.stringMatching(/^(pg|x|a|b)([-_. ](pg|x|a|b)){0,2}$/),
});

const long: fc.Arbitrary<Person> = fc.record({
  client: fc.stringMatching(/^[ab]{0,2}-?[x]{50}-?[ab]{0,2}$/),
  developer: fc.stringMatching(/^[ab]{0,2}-?[x]{50}-?[ab]{0,2}$/),
});

const IDENTITY_NAMES: readonly (readonly [string, (person: Person) => string, number, RegExp])[] = [
  ["role name", (who) => roleName("a-project-of-20-char", who), 64, /^[\w+=,.@-]+$/],
  ["PostgreSQL login", postgresLogin, 63, /^(?!pg_)[a-z][a-z0-9_]*$/],
  ["MySQL login", mysqlLogin, 32, /^[a-z][a-z0-9_]*$/],
  ["path of the access point", accessPointPath, 100, /^(\/[a-z][a-z0-9-]*){2}$/],
];

describe.each(IDENTITY_NAMES)("the %s of an identity", (_what, nameOf, limit, form) => {
  it("keeps the limit and the form for all names", () => {
    fc.assert(
      fc.property(fc.oneof(person, alike, long), (who) => {
        expect(nameOf(who).length).toBeLessThanOrEqual(limit);
        expect(nameOf(who)).toMatch(form);
      }),
    );
  });

  it("belongs to one identity only", () => {
    const pair = fc.oneof(fc.tuple(alike, alike), fc.tuple(long, long), fc.tuple(person, person));
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const isSame =
          slug(one.client) === slug(other.client) && slug(one.developer) === slug(other.developer);
        expect(nameOf(one) === nameOf(other)).toBe(isSame);
      }),
      { numRuns: 500 },
    );
  });

  it("does not depend on how a name is punctuated", () => {
    expect(nameOf({ client: "Client A", developer: "jane.doe" })).toBe(
      nameOf({ client: "client-a", developer: "Jane_Doe" }),
    );
  });
});

describe("names that users see", () => {
  const jane = { client: "ClientA", developer: "jane.doe" };

  it.each([
    ["the Name tag", vmName(jane), "dev-ClientA-jane.doe"],
    ["the role", roleName("dev-vm", jane), "dev-vm-clienta.jane-doe"],
    ["the role's path", rolePath("dev-vm"), "/dev-vm/"],
    ["the PostgreSQL login", postgresLogin(jane), "clienta__jane_doe"],
    [
      "the PostgreSQL login of a client named as the server's own",
      postgresLogin({ ...jane, client: "PG" }),
      "x__pg__jane_doe",
    ],
    ["the MySQL login", mysqlLogin(jane), "clienta__jane_doe"],
    ["the login on the VM", linuxLogin("jane.doe"), "jane-doe"],
    ["the home's path", accessPointPath(jane), "/clienta/jane-doe"],
    ["the stack", fleetStackName("Client A"), "fleet-client-a"],
  ])("are readable: %s", (_what, name, expected) => {
    expect(name).toBe(expected);
  });

  it("include a login that useradd accepts, for all developers' names", () => {
    fc.assert(
      fc.property(person, ({ developer }) => {
        expect(linuxLogin(developer)).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
      }),
    );
  });

  it("include a Name tag that EC2 accepts, for all names", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 500 }), (client, developer) => {
        expect(vmName({ client, developer }).length).toBeLessThanOrEqual(256);
      }),
    );
  });
});

describe("uid", () => {
  it("is in its range for all names", () => {
    fc.assert(
      fc.property(person, (who) => {
        expect(Number.isInteger(uid(who))).toBe(true);
        expect(uid(who)).toBeGreaterThanOrEqual(LOWEST_UID);
        expect(uid(who)).toBeLessThanOrEqual(HIGHEST_UID);
      }),
    );
  });

  it("never changes, because it owns homes", () => {
    expect(uid({ client: "ClientA", developer: "john-smith" })).toBe(1527698016);
    expect(uid({ client: "client a", developer: "John Smith" })).toBe(
      uid({ client: "Client-A", developer: "john-smith" }),
    );
  });

  it("differs between a developer's clients, and between a client's developers", () => {
    const people = ["a", "b", "c"].flatMap((client) =>
      ["x", "y", "z"].map((developer) => ({ client, developer })),
    );
    expect(new Set(people.map(uid)).size).toBe(people.length);
  });
});
