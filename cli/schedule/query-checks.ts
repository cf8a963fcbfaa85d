import { suggest } from "../../core/config/file/suggest";
import { parseScheduleText } from "../../core/schedule/text";
import { STEERING_TAGS, TAG } from "../../core/vm/tags";
import { QueryError } from "./query-error";

/** All that is wrong with a text, by place. @throws QueryError */
export function checkText(text: string): void {
  const parsed = parseScheduleText(text);
  if ("schedule" in parsed) return;
  const problems = parsed.problems.map(
    ({ at, message, hint }) => `${message} (at character ${at + 1}; ${hint})`,
  );
  throw new QueryError(`The text "${text}" is not understood: ${problems.join("; ")}.`);
}

/** What to write instead of a name that nothing has. @param vms as `ClientA/john-smith` */
export function unknownName(name: string, vms: readonly string[], schedules: readonly string[]): string {
  const known = [...vms, ...schedules];
  const developer = (vm: string) => vm.slice(vm.indexOf("/") + 1);
  const developers = vms.map(developer);
  const close =
    developers.find((one) => one === name.toLowerCase()) ?? suggest(name, known) ?? suggest(name, developers);
  const meant = known.filter((one) => one === close || developer(one) === close);
  const advice =
    meant.length > 0
      ? `Did you mean ${meant.join(" or ")}?`
      : `Write one of ${known.slice(0, 12).join(", ")}, or "mon-fri 08:00-18:00".`;
  return `"${name}" is no VM and no schedule of the config, and no text of a schedule. ${advice}`;
}

/** A tag that is almost one of the scheduler's is none, and surely meant as one. @throws QueryError */
export function checkTagKeys(tags: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(tags)) {
    if (Object.values<string>(TAG).includes(key)) continue;
    const meant = suggest(key, STEERING_TAGS);
    if (meant) throw new QueryError(`The tag "${key}" says nothing to the scheduler. Did you mean ${meant}?`);
  }
}
