/** Loads the code that is named on the command line, and prints the milliseconds of CPU that this took. */
const begin = process.cpuUsage();
require(process.argv[2]);
const { user, system } = process.cpuUsage(begin);
console.log((user + system) / 1000);
