"""The few AWS calls of a booting VM, with nothing but Python's standard library.

No image is sure to have the AWS CLI, and curl signs requests only in newer releases; cloud-init
brings Python to all of them, 3.6 on RHEL 8.

Environment: DEVVM_IMDS (base URL of the metadata service), AWS_ENDPOINT_URL (one address for all
AWS services) and DEVVM_BACKOFF (seconds before the first retry) are for tests; a VM sets none.
"""
import datetime
import hashlib
import hmac
import http.client
import json
import os
import random
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

IMDS = os.environ.get("DEVVM_IMDS", "http://169.254.169.254")
ENDPOINT = os.environ.get("AWS_ENDPOINT_URL", "").rstrip("/")
BACKOFF = float(os.environ.get("DEVVM_BACKOFF", "1"))
# A minute and a half with the waits between them.
TRIES = 10
# A new role's permissions and a new instance profile take seconds to propagate.
PASSING = re.compile(
    "Throttl|RequestLimitExceeded|SlowDown|AccessDenied|UnauthorizedOperation|InvalidClientTokenId"
    "|InvalidAccessKeyId|AuthFailure|ExpiredToken|InvalidInstanceID.NotFound|Internal|Unavailable|Skewed|RequestExpired"
)
# The metadata service must never be called through a proxy.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class AwsError(Exception):
    """A call that failed permanently; its text is shown to users."""


def _retried(call, what):
    for attempt in range(TRIES):
        try:
            return call()
        except urllib.error.HTTPError as error:
            body = error.read().decode("utf-8", "replace")
            found = re.search("<Code>([^<]+)</Code>", body)
            problem = found.group(1) if found else "HTTP %d" % error.code
            if error.code < 500 and error.code != 429 and not PASSING.search(problem):
                raise AwsError("%s: %s" % (what, problem))
        except (OSError, http.client.HTTPException) as error:
            problem = str(getattr(error, "reason", error))
        if attempt < TRIES - 1:
            time.sleep(min(BACKOFF * 2 ** attempt, 20) * random.uniform(0.5, 1))
    raise AwsError("%s: %s" % (what, problem))


def _open(url, method="GET", headers=None, body=None, opener=DIRECT.open):
    request = urllib.request.Request(url, data=body, headers=headers or {}, method=method)
    with opener(request, timeout=30) as response:
        return response.read()


def imds(path):
    """Text at a path of the instance metadata, or None if there is none."""

    def ask():
        token = _open(IMDS + "/latest/api/token", "PUT", {"X-aws-ec2-metadata-token-ttl-seconds": "300"})
        try:
            return _open(IMDS + "/latest/" + path, headers={"X-aws-ec2-metadata-token": token.decode()})
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise

    found = _retried(ask, "instance metadata " + path)
    return None if found is None else found.decode("utf-8")


def credentials():
    """Temporary credentials of the instance's role."""
    def ask():
        role = imds("meta-data/iam/security-credentials/")
        found = role and imds("meta-data/iam/security-credentials/" + role.split()[0])
        if not found:
            raise OSError("the instance has no role yet")
        return json.loads(found)

    return _retried(ask, "role credentials")


def _hmac(key, text):
    return hmac.new(key, text.encode("utf-8"), hashlib.sha256).digest()


def sign(service, region, method, url, headers, body, keys, now):
    """`headers` plus those of Signature Version 4; `now` is a UTC datetime."""
    parts = urllib.parse.urlsplit(url)
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    digest = hashlib.sha256(body).hexdigest()
    signed = dict(headers, host=parts.netloc)
    signed["x-amz-date"] = stamp
    signed["x-amz-content-sha256"] = digest
    if keys.get("Token"):
        signed["x-amz-security-token"] = keys["Token"]
    names = ";".join(sorted(signed))
    lines = "".join("%s:%s\n" % (name, signed[name]) for name in sorted(signed))
    canonical = "\n".join([method, parts.path or "/", parts.query, lines, names, digest])
    scope = "/".join([stamp[:8], region, service, "aws4_request"])
    to_sign = "\n".join(
        ["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode("utf-8")).hexdigest()]
    )
    key = ("AWS4" + keys["SecretAccessKey"]).encode("utf-8")
    for part in scope.split("/"):
        key = _hmac(key, part)
    signed["authorization"] = "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s" % (
        keys["AccessKeyId"],
        scope,
        names,
        _hmac(key, to_sign).hex(),
    )
    return signed


def _call(service, method, url, headers, body, what):
    region = imds("meta-data/placement/region")

    def ask():
        now = datetime.datetime.now(datetime.timezone.utc)
        signed = sign(service, region, method, url, headers, body, credentials(), now)
        return _open(url, method, signed, body or None, urllib.request.urlopen)

    return _retried(ask, what)


def _domain():
    return imds("meta-data/services/domain") or "amazonaws.com"


def s3_get(bucket, key):
    """Bytes of an object."""
    region = imds("meta-data/placement/region")
    path = "/" + urllib.parse.quote(key, safe="/-_.~")
    if ENDPOINT:
        url = "%s/%s%s" % (ENDPOINT, bucket, path)
    else:
        url = "https://%s.s3.%s.%s%s" % (bucket, region, _domain(), path)
    return _call("s3", "GET", url, {}, b"", "s3://%s/%s" % (bucket, key))


def tag_self(key, value):
    """Sets a tag on this instance."""
    region = imds("meta-data/placement/region")
    query = {
        "Action": "CreateTags",
        "Version": "2016-11-15",
        "ResourceId.1": imds("meta-data/instance-id"),
        "Tag.1.Key": key,
        "Tag.1.Value": value,
    }
    body = urllib.parse.urlencode(sorted(query.items()), quote_via=urllib.parse.quote).encode("ascii")
    url = ENDPOINT + "/" if ENDPOINT else "https://ec2.%s.%s/" % (region, _domain())
    headers = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    _call("ec2", "POST", url, headers, body, "CreateTags %s" % key)


def main(arguments):
    """`imds PATH` prints metadata (status 4 if there is none); `tag KEY VALUE` tags the instance."""
    command = arguments[0]
    if command == "tag":
        tag_self(arguments[1], arguments[2])
        return 0
    found = imds(arguments[1])
    if found is None:
        return 4
    print(found)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except AwsError as error:
        sys.exit(str(error))
