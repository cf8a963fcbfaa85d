import type { World } from "../world/world";
import { CALENDAR } from "./calendar";
import { checkStandInsAreUndone, Shortage } from "./capacity";
import { checkDeployment, checkPlansAreEmpty } from "./deployment";
import { checkFleetBoots, checkFleetFollowsSchedules } from "./fleet";
import type { Journal } from "./journal";
import { inventNewcomer } from "./newcomer";
import { Overtime } from "./overtime";
import { checkEveryCallWasAllowed } from "./permissions";
import { checkStartsAndStops } from "./starts-and-stops";
import { TicketStory } from "./ticket-story";
import { checkUnusedVmIsWarned } from "./unused";

const FIVE_MINUTES = 5 * 60_000;

/** From an empty AWS on Thursday morning to Monday noon, and a look at a month later; then whether all was permitted. */
export async function play(world: World, journal: Journal): Promise<void> {
  await playDays(world, journal);
  if (!world.isLive) return;
  await journal.step("Every call was allowed by the policies of who made it", (read) =>
    checkEveryCallWasAllowed(world, read),
  );
}

/** The days alone. */
export async function playDays(world: World, journal: Journal): Promise<void> {
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

  await playDaysOf(story, world, journal);
  await journal.step("After all this, Terraform would change nothing", (read) =>
    checkPlansAreEmpty(world, read),
  );
}

async function playDaysOf(story: TicketStory, world: World, journal: Journal): Promise<void> {
  const offHoursMs = world.config.scheduler.offHoursMaxMinutes * 60_000;
  const overtime = new Overtime(world, story);
  const shortage = new Shortage(world, story.instanceType);

  await journal.step("Thursday, the evening's stop is near: who is logged in is warned, once", (read) =>
    overtime.isWarnedOnce(read),
  );
  await journal.step("devvm-extend 2h: the evening stops the others, and not this VM", async (read) => {
    await overtime.extends(read);
    await overtime.isKept(read);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("… until the extension ends: warned once more, and stopped", (read) =>
    overtime.isStoppedAfterwards(read),
  );
  await journal.step(
    `Friday, AWS is out of ${story.instanceType}: a stand-in, or tried again; others start`,
    (read) => shortage.hits(read),
  );
  await journal.step("Five minutes later there is capacity: started, and ready again", async (read) => {
    await shortage.isOver(read);
    await story.vmIs("running", read);
    await story.vmBootedAgain(read);
    await overtime.isOver(read);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("The weekend: left alone", async (read) => {
    await world.passUntil(CALENDAR.fridayEvening);
    await story.vmIs("stopped", read);
    await checkStandInsAreUndone(world, read);
    const before = await story.launchTime();
    await world.passUntil(CALENDAR.saturdayNoon);
    await story.vmIs("stopped", read);
    read.equal("launch time of Friday kept", await story.launchTime(), before);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("Saturday: a start by hand is respected", async (read) => {
    await story.startByHand();
    await world.passUntil(new Date(CALENDAR.saturdayNoon.getTime() + offHoursMs / 2));
    await story.vmIs("running", read);
  });
  await journal.step("… until the off-hours limit stops it", async (read) => {
    await world.passUntil(new Date(CALENDAR.saturdayNoon.getTime() + offHoursMs + FIVE_MINUTES));
    await story.vmIs("stopped", read);
  });
  await journal.step(
    "Monday, after the clocks went back: eight o'clock is an hour later, once for each",
    async (read) => {
      await world.passUntil(CALENDAR.mondayMorning);
      await story.vmIs("running", read);
      await checkFleetFollowsSchedules(world, read);
      await checkStartsAndStops(world, { from: CALENDAR.thursdayEvening, to: CALENDAR.mondayMorning }, read);
    },
  );
  await journal.step("The ticket is closed: stopped, and stays so", async (read) => {
    await story.closeTicket(read);
    await story.vmIs("stopped", read);
    await world.passUntil(CALENDAR.mondayNoon);
    await story.vmIs("stopped", read);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("Weeks later nobody has used it: its ticket is warned of the removal, once", (read) =>
    checkUnusedVmIsWarned(world, story, read),
  );
}
