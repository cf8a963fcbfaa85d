import { pipelineRoles } from "./pipeline";

/** Image Builder's own role: it launches the machines that images are built on. */
const IMAGE_BUILDER = "AWSServiceRoleForImageBuilder";

/**
 * Event pattern: an instance was launched in a VPC by other than the pipeline. The trail's event is the only one that
 * says who launched; a pattern cannot ask for a tag to be absent among others, so whoever launches without the
 * pipeline is told of, whatever tags they give. The pipeline itself can launch nothing without the project's.
 */
export function launchByOthersPattern(project: string, vpcId: string): object {
  const expected = [...pipelineRoles(project), IMAGE_BUILDER];
  return {
    source: ["aws.ec2"],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      eventSource: ["ec2.amazonaws.com"],
      eventName: ["RunInstances"],
      responseElements: { instancesSet: { items: { vpcId: [vpcId] } } },
      // Users and root have no issuer at all.
      userIdentity: {
        sessionContext: { sessionIssuer: { userName: [{ "anything-but": expected }, { exists: false }] } },
      },
    },
  };
}
