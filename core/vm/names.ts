import { shorten, slug } from "./slug";

/** IAM: role and instance-profile names, characters. */
const ROLE_NAME_LIMIT = 64;
/** PostgreSQL: NAMEDATALEN - 1. */
const POSTGRES_LOGIN_LIMIT = 63;
/** MySQL: user names, since 5.7.8. */
const MYSQL_LOGIN_LIMIT = 32;
/** Linux: `useradd` refuses longer ones. */
const LINUX_LOGIN_LIMIT = 32;
/** EFS: 100 characters for the whole path of an access point, of which two are slashes. */
const PATH_PART_LIMIT = 49;
/** EC2: tag values. */
const TAG_VALUE_LIMIT = 256;

/** Client and developer of a VM: names as users typed them. */
export interface Person {
  readonly client: string;
  readonly developer: string;
}

/** The `Name` tag: `dev-<Client>-<developer>`. */
export function vmName({ client, developer }: Person): string {
  return shorten(`dev-${client}-${developer}`, TAG_VALUE_LIMIT);
}

/** IAM path of the roles that `provision` and Terraform create for developers. */
export function rolePath(project: string): string {
  return `/${project}/`;
}

/**
 * IAM role and instance profile of an identity. The dot separates client and developer: no slug has one, so client
 * `a-b` with developer `c` and client `a` with developer `b-c` differ.
 */
export function roleName(project: string, { client, developer }: Person): string {
  return shorten(`${project}-${slug(client)}.${slug(developer)}`, ROLE_NAME_LIMIT);
}

/** Description of an identity's role: slugs, since IAM refuses most other characters. */
export function roleDescription({ client, developer }: Person): string {
  return `Development VM of ${slug(developer)} for ${slug(client)}`;
}

/**
 * PostgreSQL login. `__` separates client and developer: no slug has two hyphens in a row. Names that begin with `pg_`
 * are the server's own; the prefix `x__` makes a name that no other identity has.
 *
 * @planned for database logins of each developer
 */
export function postgresLogin({ client, developer }: Person): string {
  const name = sqlName({ client, developer });
  return shorten(name.startsWith("pg_") ? `x__${name}` : name, POSTGRES_LOGIN_LIMIT, "_");
}

/**
 * MySQL login.
 *
 * @planned for database logins of each developer
 */
export function mysqlLogin({ client, developer }: Person): string {
  return shorten(sqlName({ client, developer }), MYSQL_LOGIN_LIMIT, "_");
}

/** Login on the VM. */
export function linuxLogin(developer: string): string {
  return shorten(slug(developer), LINUX_LOGIN_LIMIT);
}

/** Root directory of the home's EFS access point. */
export function accessPointPath({ client, developer }: Person): string {
  return `/${[client, developer].map((name) => shorten(slug(name), PATH_PART_LIMIT)).join("/")}`;
}

/** Name of the Terraform stack that holds one client's identities and VMs. */
export function fleetStackName(client: string): string {
  return `fleet-${slug(client)}`;
}

function sqlName({ client, developer }: Person): string {
  return [client, developer].map((name) => slug(name).replaceAll("-", "_")).join("__");
}
