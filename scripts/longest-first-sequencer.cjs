const { default: Sequencer } = require("@jest/test-sequencer");

/** What takes longest, in this order, as measured; all else afterwards, as Jest itself orders it. */
const LONGEST = [
  "e2e/cdktf",
  "e2e/refusals",
  "e2e/days",
  "e2e/both-ways",
  "modules/validate",
  "vm/boot",
  "vm/running-time",
  "provision/give-up",
  "provision/provision",
];

/** Starts what takes longest first, so that nothing long is left at the end with one process at work. */
class LongestFirstSequencer extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = LONGEST.findIndex((part) => path.includes(`/${part}`));
      return found === -1 ? LONGEST.length : found;
    };
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
}

module.exports = LongestFirstSequencer;
