import { suggest } from "../../core/config/file/suggest";
import { parseScheduleText } from "../../core/schedule/text";
import { STEERING_TAGS, TAG } from "../../core/vm/tags";
import { QueryError } from "./query-error";

/** Reports all problems of a text, with their positions. @throws QueryError */
export function checkText(text: string): void {
  const parsed = parseScheduleText(text);
  if ("schedule" in parsed) return;
  const problems = parsed.problems.map(
    ({ at, message, hint }) => `${message} (at character ${at + 1}; ${hint})`,
  );
  throw new QueryError(`The text "${text}" is not understood: ${problems.join("; ")}.`);
}

/** The message for an unknown name, with suggestions. @param vms as `ClientA/john-smith` */
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
  return `"${name}" is neither a VM nor a schedule of the config, nor a schedule's text. ${advice}`;
}

/** A tag whose key is similar to one of the scheduler's is probably a typo. @throws QueryError */
export function checkTagKeys(tags: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(tags)) {
    if (Object.values<string>(TAG).includes(key)) continue;
    const meant = suggest(key, STEERING_TAGS);
    if (meant)
      throw new QueryError(`The tag "${key}" has no effect on the scheduler. Did you mean ${meant}?`);
  }
}
