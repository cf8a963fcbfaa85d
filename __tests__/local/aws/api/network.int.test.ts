import {
  AssociateSubnetCidrBlockCommand,
  AuthorizeSecurityGroupEgressCommand,
  CreateManagedPrefixListCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { type Emulator, startEmulator } from "../../../../local/aws/api/start-emulator";
import { sdkConfig } from "./fixture";

let emulator: Emulator;
let ec2: EC2Client;
let VpcId: string | undefined;

beforeAll(async () => {
  emulator = await startEmulator();
  ec2 = new EC2Client(sdkConfig(emulator));
  const vpc = { CidrBlock: "10.0.0.0/16", AmazonProvidedIpv6CidrBlock: true };
  VpcId = (await ec2.send(new CreateVpcCommand(vpc))).Vpc?.VpcId;
}, 120_000);

afterAll(() => emulator.stop());

test("a subnet is found by the association of its IPv6 block, whose state is one word", async () => {
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId ?? ""] }));
  const block = Vpcs?.[0]?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock?.replace("/56", "/64");
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: "10.0.1.0/24" }));
  const associated = await ec2.send(
    new AssociateSubnetCidrBlockCommand({ SubnetId: Subnet?.SubnetId, Ipv6CidrBlock: block }),
  );
  const id = associated.Ipv6CidrBlockAssociation?.AssociationId ?? "";
  const { Subnets } = await ec2.send(
    new DescribeSubnetsCommand({
      Filters: [{ Name: "ipv6-cidr-block-association.association-id", Values: [id] }],
    }),
  );
  expect(Subnets?.map(({ SubnetId }) => SubnetId)).toEqual([Subnet?.SubnetId]);
  expect(Subnets?.[0]?.Ipv6CidrBlockAssociationSet).toEqual([
    { AssociationId: id, Ipv6CidrBlock: block, Ipv6CidrBlockState: { State: "associated" } },
  ]);
});

test("an entry of a network ACL keeps type and code of ICMP", async () => {
  const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId }));
  const NetworkAclId = NetworkAcl?.NetworkAclId;
  await ec2.send(
    new CreateNetworkAclEntryCommand({
      NetworkAclId,
      RuleNumber: 100,
      Protocol: "1",
      RuleAction: "allow",
      Egress: false,
      CidrBlock: "0.0.0.0/0",
      IcmpTypeCode: { Type: 3, Code: 4 },
    }),
  );
  const { NetworkAcls } = await ec2.send(
    new DescribeNetworkAclsCommand({ NetworkAclIds: [NetworkAclId ?? ""] }),
  );
  const entry = NetworkAcls?.[0]?.Entries?.find(({ RuleNumber }) => RuleNumber === 100);
  expect(entry?.IcmpTypeCode).toEqual({ Type: 3, Code: 4 });
});

test("a rule that names a prefix list keeps its description", async () => {
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: "g", Description: "g", VpcId }),
  );
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({ PrefixListName: "l", MaxEntries: 1, AddressFamily: "IPv4" }),
  );
  const list = { PrefixListId: PrefixList?.PrefixListId, Description: "S3" };
  await ec2.send(
    new AuthorizeSecurityGroupEgressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, PrefixListIds: [list] }],
    }),
  );
  const { SecurityGroupRules } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [GroupId ?? ""] }] }),
  );
  expect(SecurityGroupRules).toContainEqual(expect.objectContaining(list));
});
