import { pipelineRoles } from "./pipeline";

/** Image Builder's own role: it launches the instances that images are built on. */
const IMAGE_BUILDER = "AWSServiceRoleForImageBuilder";

/**
 * Event pattern: a principal other than the pipeline launched an instance in a VPC. Only the trail's event says who
 * launched it. A pattern cannot match the absence of one tag among others, so every launch outside the pipeline is
 * reported, whatever its tags. The pipeline itself can only launch instances with the project's tag.
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
