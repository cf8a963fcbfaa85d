const { default: Sequencer } = require("@jest/test-sequencer");

/** Runs the tests of the whole system first: they mostly wait, and the others fill the time meanwhile. */
class LongestFirstSequencer extends Sequencer {
  sort(tests) {
    const isWholeSystem = ({ path }) => path.includes("/e2e/");
    return [...super.sort(tests)].sort((a, b) => Number(isWholeSystem(b)) - Number(isWholeSystem(a)));
  }
}

module.exports = LongestFirstSequencer;
