import { linuxLogin } from "./names";

/** Accounts that an operating system of ours, or an agent on it, has before any developer comes. */
const SYSTEM = new Set(
  (
    "adm admin backup bin chrony cloud-user daemon dbus docker ec2-user ftp games gnats halt irc landscape list lp " +
    "lxd mail man messagebus mysql news nobody nogroup ntp operator polkitd pollinate postfix postgres proxy root rpc " +
    "shutdown ssh ssm-agent ssm-user sshd sudo sync sys sysadmin syslog systemd-network systemd-resolve tcpdump tss " +
    "ubuntu users utmp uucp uuidd wheel www-data"
  ).split(" "),
);

/** True when the developer's login would be one that the VM has already, such as `root` or `ubuntu`. */
export function isReservedLogin(developer: string): boolean {
  return SYSTEM.has(linuxLogin(developer));
}
