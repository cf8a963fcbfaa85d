const { default: Sequencer } = require("@jest/test-sequencer");

/** The longest tests, in measured order; all others follow in Jest's own order. */
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

/** Starts the longest tests first, so that no long test runs alone at the end. */
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
