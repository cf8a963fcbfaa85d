import { linuxLogin } from "./names";

/** Accounts that one of the operating systems, or an agent on it, has before a developer's account is created. */
const SYSTEM = new Set(
  (
    "adm admin audio backup bin chrony cloud-user daemon devs dialout disk dbus docker ec2-user ftp games gnats halt irc kvm landscape list lp " +
    "lxd mail man messagebus mysql news nobody nogroup ntp operator plugdev polkitd pollinate postfix postgres proxy root rpc " +
    "shadow shutdown ssh ssm-agent ssm-user sshd staff sudo sync sys sysadmin syslog systemd-network systemd-resolve tcpdump tss " +
    "ubuntu users utmp uucp uuidd video wheel www-data"
  ).split(" "),
);

/** True if the developer's login already exists on the VM, such as `root` or `ubuntu`. */
export function isReservedLogin(developer: string): boolean {
  return SYSTEM.has(linuxLogin(developer));
}
