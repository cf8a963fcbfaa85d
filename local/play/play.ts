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

/** From an empty AWS on Thursday morning to Monday noon, then a day weeks later, then the check of all permissions. */
export async function play(world: World, journal: Journal): Promise<void> {
  await playDays(world, journal);
  if (!world.isLive) return;
  await journal.step("Every call was allowed by its caller's policies", (read) =>
    checkEveryCallWasAllowed(world, read),
  );
}

/** The days without the check of permissions. */
export async function playDays(world: World, journal: Journal): Promise<void> {
  const story = new TicketStory(world, inventNewcomer(world.config, world.jiraConfig));

  await journal.step("Terraform deploys every stack", (read) => checkDeployment(world, read));
  if (journal.broken.length > 0) return;
  await journal.step("The VMs of the config boot and report that they are ready", (read) =>
    checkFleetBoots(world, read),
  );
  await journal.step("The signed webhook of a ticket that moves to Ready is accepted", (read) =>
    story.checkTicketIsAccepted(read),
  );
  await journal.step("The ticket becomes a VM with the right tags, role and home", (read) =>
    story.checkVmIsCreated(read),
  );
  if (!story.hasVm) return;
  await journal.step("The VM boots and reports that it is ready", (read) => story.checkVmIsReady(read));
  await journal.step("The ticket is commented with how to connect, and is done", (read) =>
    story.checkTicketIsAnswered(read),
  );
  await journal.step(
    "The ticket moves to Ready again: still one VM and one comment, and done again",
    (read) => story.checkRepeatChangesNothing(read),
  );

  await playDaysOf(story, world, journal);
  await journal.step("Terraform plans no changes after all this", (read) => checkPlansAreEmpty(world, read));
}

async function playDaysOf(story: TicketStory, world: World, journal: Journal): Promise<void> {
  const offHoursMs = world.config.scheduler.offHoursMaxMinutes * 60_000;
  const overtime = new Overtime(world, story);
  const shortage = new Shortage(world, story.instanceType);

  await journal.step(
    "Thursday, shortly before the evening's stop: users who are logged in are warned once",
    (read) => overtime.checkOneWarning(read),
  );
  await journal.step("devvm-extend 2h: the evening's stop applies to all other VMs", async (read) => {
    await overtime.extend(read);
    await overtime.checkVmIsKept(read);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("The extension ends: users are warned once more, and the VM is stopped", (read) =>
    overtime.checkStopAfterwards(read),
  );
  await journal.step(
    `Friday, AWS has no ${story.instanceType}: those VMs run as a stand-in type or are retried; others start`,
    (read) => shortage.begin(read),
  );
  await journal.step(
    "Five minutes later AWS has capacity: the VM is started and ready again",
    async (read) => {
      await shortage.end(read);
      await story.checkState("running", read);
      await story.checkSecondBoot(read);
      await overtime.checkExtensionIsRemoved(read);
      await checkFleetFollowsSchedules(world, read);
    },
  );
  await journal.step("The weekend: the VM stays stopped", async (read) => {
    await world.passUntil(CALENDAR.fridayEvening);
    await story.checkState("stopped", read);
    await checkStandInsAreUndone(world, read);
    const before = await story.launchTime();
    await world.passUntil(CALENDAR.saturdayNoon);
    await story.checkState("stopped", read);
    read.equal("launch time is still Friday's", await story.launchTime(), before);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("Saturday: a VM that was started by hand keeps running", async (read) => {
    await story.startByHand();
    await world.passUntil(new Date(CALENDAR.saturdayNoon.getTime() + offHoursMs / 2));
    await story.checkState("running", read);
  });
  await journal.step("The off-hours limit stops it", async (read) => {
    await world.passUntil(new Date(CALENDAR.saturdayNoon.getTime() + offHoursMs + FIVE_MINUTES));
    await story.checkState("stopped", read);
  });
  await journal.step(
    "Monday, after daylight saving time ended: each VM was started and stopped once at each local time",
    async (read) => {
      await world.passUntil(CALENDAR.mondayMorning);
      await story.checkState("running", read);
      await checkFleetFollowsSchedules(world, read);
      await checkStartsAndStops(world, { from: CALENDAR.thursdayEvening, to: CALENDAR.mondayMorning }, read);
    },
  );
  await journal.step("The ticket is closed: the VM is stopped and stays stopped", async (read) => {
    await story.closeTicket(read);
    await story.checkState("stopped", read);
    await world.passUntil(CALENDAR.mondayNoon);
    await story.checkState("stopped", read);
    await checkFleetFollowsSchedules(world, read);
  });
  await journal.step("Weeks later the VM is unused: its ticket is warned of the removal once", (read) =>
    checkUnusedVmIsWarned(world, story, read),
  );
}
