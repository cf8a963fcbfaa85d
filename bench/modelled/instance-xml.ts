/** One modelled instance; times are milliseconds since the epoch. */
export interface ModelledVm {
  readonly id: string;
  state: "running" | "stopped";
  launchTime: number;
  stoppedAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * `item` of a DescribeInstances response. With `details` it has the size of a real one, about 5 KB: most of a
 * response's memory and time is spent on unused fields.
 */
export function instanceXml(vm: ModelledVm, { details }: { readonly details: boolean }): string {
  const state = vm.state === "running" ? [16, "running"] : [80, "stopped"];
  return (
    `<item><instanceId>${vm.id}</instanceId><instanceType>t3.xlarge</instanceType>` +
    `<instanceState><code>${state[0]}</code><name>${state[1]}</name></instanceState>` +
    `<launchTime>${new Date(vm.launchTime).toISOString()}</launchTime>${reasonXml(vm)}` +
    `<tagSet>${Object.entries(vm.tags).map(tagXml).join("")}</tagSet>${details ? detailsXml(vm.id) : ""}</item>`
  );
}

function reasonXml({ state, stoppedAt }: ModelledVm): string {
  if (state === "running") return "<reason/>";
  const at = new Date(stoppedAt).toISOString().slice(0, 19).replace("T", " ");
  const code = "Client.UserInitiatedShutdown";
  const message = `${code}: User initiated shutdown`;
  return `<reason>User initiated (${at} GMT)</reason><stateReason><code>${code}</code><message>${message}</message></stateReason>`;
}

function tagXml([key, value]: readonly [string, string]): string {
  return `<item><key>${key}</key><value>${value}</value></item>`;
}

function detailsXml(id: string): string {
  const hex = id.slice(2);
  const attached = "2026-01-05T07:30:00.000Z";
  const address = "<privateDnsName>ip-10-0-12-34.ec2.internal</privateDnsName>";
  const ip = "<privateIpAddress>10.0.12.34</privateIpAddress>";
  const groups = `<groupSet><item><groupId>sg-${hex}</groupId><groupName>dev-vm</groupName></item></groupSet>`;
  const place = `<subnetId>subnet-${hex}</subnetId><vpcId>vpc-${hex}</vpcId>`;
  return (
    `<imageId>ami-${hex}</imageId>${address}${ip}${place}${groups}<dnsName/><productCodes/><amiLaunchIndex>0</amiLaunchIndex>` +
    `<placement><availabilityZone>us-east-1a</availabilityZone><groupName/><tenancy>default</tenancy></placement>` +
    `<monitoring><state>disabled</state></monitoring><sourceDestCheck>true</sourceDestCheck>` +
    `<architecture>x86_64</architecture><rootDeviceType>ebs</rootDeviceType><rootDeviceName>/dev/xvda</rootDeviceName>` +
    `<blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-${hex}</volumeId>` +
    `<status>attached</status><attachTime>${attached}</attachTime><deleteOnTermination>false</deleteOnTermination></ebs></item></blockDeviceMapping>` +
    `<virtualizationType>hvm</virtualizationType><clientToken>${hex}-${hex}</clientToken><hypervisor>xen</hypervisor>` +
    `<networkInterfaceSet><item><networkInterfaceId>eni-${hex}</networkInterfaceId>${place}<description/>` +
    `<ownerId>123456789012</ownerId><status>in-use</status><macAddress>0a:ff:de:ad:be:ef</macAddress>${ip}${address}` +
    `<sourceDestCheck>true</sourceDestCheck>${groups}<attachment><attachmentId>eni-attach-${hex}</attachmentId>` +
    `<deviceIndex>0</deviceIndex><status>attached</status><attachTime>${attached}</attachTime>` +
    `<deleteOnTermination>true</deleteOnTermination><networkCardIndex>0</networkCardIndex></attachment>` +
    `<privateIpAddressesSet><item>${ip}${address}<primary>true</primary></item></privateIpAddressesSet>` +
    `<ipv6AddressesSet/><interfaceType>interface</interfaceType></item></networkInterfaceSet>` +
    `<iamInstanceProfile><arn>arn:aws:iam::123456789012:instance-profile/dev-vm/${hex}</arn><id>AIPA${hex}</id></iamInstanceProfile>` +
    `<ebsOptimized>true</ebsOptimized><cpuOptions><coreCount>2</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions>` +
    `<capacityReservationSpecification><capacityReservationPreference>open</capacityReservationPreference></capacityReservationSpecification>` +
    `<hibernationOptions><configured>false</configured></hibernationOptions><enaSupport>true</enaSupport>` +
    `<metadataOptions><state>applied</state><httpTokens>required</httpTokens><httpPutResponseHopLimit>2</httpPutResponseHopLimit>` +
    `<httpEndpoint>enabled</httpEndpoint><httpProtocolIpv6>disabled</httpProtocolIpv6><instanceMetadataTags>enabled</instanceMetadataTags></metadataOptions>` +
    `<enclaveOptions><enabled>false</enabled></enclaveOptions><platformDetails>Linux/UNIX</platformDetails>` +
    `<usageOperation>RunInstances</usageOperation><usageOperationUpdateTime>${attached}</usageOperationUpdateTime>` +
    `<privateDnsNameOptions><hostnameType>ip-name</hostnameType><enableResourceNameDnsARecord>false</enableResourceNameDnsARecord>` +
    `<enableResourceNameDnsAAAARecord>false</enableResourceNameDnsAAAARecord></privateDnsNameOptions>` +
    `<maintenanceOptions><autoRecovery>default</autoRecovery><rebootMigration>default</rebootMigration></maintenanceOptions>` +
    `<currentInstanceBootMode>uefi</currentInstanceBootMode><operator><managed>false</managed></operator>`
  );
}
