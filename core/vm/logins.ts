import { linuxLogin } from "./names";

/** Accounts that an operating system of ours, or an agent on it, has before any developer comes. */
const SYSTEM = new Set(
  (
    "adm admin audio backup bin chrony cloud-user daemon devs dialout disk dbus docker ec2-user ftp games gnats halt irc kvm landscape list lp " +
    "lxd mail man messagebus mysql news nobody nogroup ntp operator plugdev polkitd pollinate postfix postgres proxy root rpc " +
    "shadow shutdown ssh ssm-agent ssm-user sshd staff sudo sync sys sysadmin syslog systemd-network systemd-resolve tcpdump tss " +
    "ubuntu users utmp uucp uuidd video wheel www-data"
  ).split(" "),
);

/** True when the developer's login would be one that the VM has already, such as `root` or `ubuntu`. */
export function isReservedLogin(developer: string): boolean {
  return SYSTEM.has(linuxLogin(developer));
}
