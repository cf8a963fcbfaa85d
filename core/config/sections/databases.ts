import * as z from "zod";
import { integer } from "../values/integer";
import { matching } from "../values/matching";
import type { Parsed } from "../values/parsed";

function database(engine: string, version: RegExp, examples: readonly [string, string]) {
  return z
    .strictObject({
      instanceClass: matching(
        /^db\.[a-z][a-z0-9-]*\.(?:micro|small|medium|large|xlarge|\d+xlarge)$/,
        "an RDS instance class",
        "Write db., family and size, such as db.t4g.small.",
        { description: "RDS instance class.", examples: ["db.t4g.small", "db.m7g.large"] },
      ),
      storageGb: integer(20, 65_536, 100, "Storage in GB."),
      version: matching(version, `a version of ${engine}`, `Write one such as "${examples[0]}", in quotes.`, {
        description: `Version of ${engine}, in quotes.`,
        examples,
      }).default(examples[0]),
      multiAz: z.boolean().meta({ description: "A standby in a second zone." }).default(false),
      backupDays: integer(1, 35, 7, "Days that automated backups are kept.").default(7),
      deletionProtection: z.boolean().meta({ description: "Refuse to delete the database." }).default(true),
      caCertificate: matching(
        /^rds-ca-[a-z0-9-]+$/,
        "the name of a certificate authority of RDS",
        "Write one such as rds-ca-rsa2048-g1.",
        {
          description: "Authority of the server's certificate; AWS's own choice where absent.",
          examples: ["rds-ca-rsa2048-g1"],
        },
      ).optional(),
    })
    .meta({ description: `The shared ${engine} server.` });
}

export const databasesSchema = z
  .strictObject({
    postgres: database("PostgreSQL", /^1[2-9](?:\.\d+)?$/, ["16", "16.4"]).optional(),
    mysql: database("MySQL", /^8\.\d(?:\.\d+)?$/, ["8.0", "8.4"]).optional(),
  })
  .meta({ description: "Shared database servers; none where absent." })
  .prefault({});

export type DatabasesConfig = Parsed<typeof databasesSchema>;
export type DatabaseConfig = NonNullable<DatabasesConfig[keyof DatabasesConfig]>;
