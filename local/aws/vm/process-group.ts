import { type ChildProcess, spawn } from "node:child_process";

/** Processes of a VM host, each in its own process group, so that the host can end them all. */
export class ProcessGroup {
  private readonly running = new Set<ChildProcess>();

  /** Runs a program until it and its output end. A program that cannot start has status 127, a killed one 137. */
  run(
    command: readonly string[],
    cwd: string,
    env: Record<string, string>,
  ): Promise<{ exitCode: number; log: string }> {
    const [program = "", ...args] = command;
    return new Promise((ended) => {
      const child = spawn(program, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
      this.running.add(child);
      let log = "";
      const collect = (chunk: Buffer) => {
        log += chunk.toString("utf8");
      };
      child.stdout.on("data", collect);
      child.stderr.on("data", collect);
      child.on("error", (error) => {
        this.running.delete(child);
        ended({ exitCode: 127, log: `${log}${error.message}\n` });
      });
      child.on("close", (code) => {
        this.running.delete(child);
        ended({ exitCode: code ?? 137, log });
      });
    });
  }

  /** Kills running processes, and waits until they have ended. */
  async stop(): Promise<void> {
    const gone = [...this.running].map((child) => new Promise((closed) => child.on("close", closed)));
    for (const { pid } of this.running) if (pid) process.kill(-pid, "SIGKILL");
    await Promise.all(gone);
  }
}
