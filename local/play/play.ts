import type { World } from "../world/world";
import { checkDeployment, checkPlansAreEmpty } from "./deployment";
import { checkFleetBoots, checkFleetFollowsSchedules } from "./fleet";
import type { Journal } from "./journal";
import { inventNewcomer } from "./newcomer";
import { checkEveryCallWasAllowed } from "./permissions";
import { TicketStory } from "./ticket-story";

/** The zone of the ticket is four hours behind UTC in June. */
const at = (text: string) => new Date(`2026-06-${text}Z`);
const FIVE_MINUTES = 5 * 60_000;
const THURSDAY_EVENING = at("04T22:05:00");
const FRIDAY_MORNING = at("05T12:05:00");
const FRIDAY_EVENING = at("05T22:05:00");
const SATURDAY_NOON = at("06T16:00:00");
const MONDAY_MORNING = at("08T12:05:00");
const MONDAY_NOON = at("08T16:00:00");

/** From an empty AWS on Thursday morning to Monday noon, step by step; then whether all of it was permitted. */
export async function play(world: World, journal: Journal): Promise<void> {
  await playDays(world, journal);
  if (!world.isLive) return;
  await journal.step("Every call was allowed by the policies of who made it", (read) =>
    checkEveryCallWasAllowed(world, read),
  );
}

/** The days alone. */
export async function playDays(world: World, journal: Journal): Promise<void> {
  const offHoursMs = world.config.scheduler.offHoursMaxMinutes * 60_000;
  const story = new TicketStory(world, inventNewcomer(world.config, world.jiraConfig));

  await journal.step("Terraform deploys every stack", (read) => checkDeployment(world, read));
  if (journal.broken.length > 0) return;
  await journal.step("The VMs of the config boot and say that they are ready", (read) =>
    checkFleetBoots(world, read),
  );
  await journal.step("A signed ticket that moves to Ready is taken", (read) => story.ticketIsTaken(read));
  await journal.step("The ticket becomes a VM with the right tags, role and home", (read) =>
    story.vmIsMade(read),
  );
  if (!story.hasVm) return;
  await journal.step("Its boot runs and says that it is ready", (read) => story.vmIsReady(read));
  await journal.step("The ticket says how to connect, and is done", (read) => story.ticketIsAnswered(read));
  await journal.step("Ready once more: still one VM, one comment, and done again", (read) =>
    story.repeatChangesNothing(read),
  );

  await journal.step("Thursday evening: stopped", async (read) => {
    await world.passUntil(THURSDAY_EVENING);
    await story.vmIs("stopped", read);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("Friday morning: started, and ready again", async (read) => {
    await world.passUntil(FRIDAY_MORNING);
    await story.vmIs("running", read);
    await story.vmBootedAgain(read);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("The weekend: left alone", async (read) => {
    await world.passUntil(FRIDAY_EVENING);
    await story.vmIs("stopped", read);
    const before = await story.launchTime();
    await world.passUntil(SATURDAY_NOON);
    await story.vmIs("stopped", read);
    read.equal("launch time of Friday kept", await story.launchTime(), before);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("Saturday: a start by hand is respected", async (read) => {
    await story.startByHand();
    await world.passUntil(new Date(SATURDAY_NOON.getTime() + offHoursMs / 2));
    await story.vmIs("running", read);
  });
  await journal.step("… until the off-hours limit stops it", async (read) => {
    await world.passUntil(new Date(SATURDAY_NOON.getTime() + offHoursMs + FIVE_MINUTES));
    await story.vmIs("stopped", read);
  });
  await journal.step("Monday: started; the ticket is closed: stopped, and stays so", async (read) => {
    await world.passUntil(MONDAY_MORNING);
    await story.vmIs("running", read);
    await story.closeTicket(read);
    await story.vmIs("stopped", read);
    await world.passUntil(MONDAY_NOON);
    await story.vmIs("stopped", read);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("After all this, Terraform would change nothing", (read) =>
    checkPlansAreEmpty(world, read),
  );
}
