"""devvm-extend: keeps this VM running past its schedule, by its own KeepUntil tag."""
import argparse
import datetime
import sys

import devvm_aws as aws
import running_time as time
import tags

TAG = tags.KEYS["keepUntil"]
EXAMPLES = """examples:
  devvm-extend 2h      from now on, two hours
  devvm-extend 1h30m
  devvm-extend         says until when the VM is kept

The scheduler stops the VM at its first look after that time, unless its schedule wants it running then.
Status: 0 done, 1 AWS refused or could not be reached, 2 the length of time was not understood or is too long."""


def arguments():
    parser = argparse.ArgumentParser(
        prog="devvm-extend",
        description="Keeps this VM running past its schedule.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("length", nargs="?", help="how long from now: 2h, 90m, 1h30m, 1d")
    return parser


def until(parser, text):
    """The requested moment; exits with an error if the text is not valid or not allowed."""
    longest = time.settings()["keepMaxMinutes"]
    length = time.minutes(text)
    if length is None:
        parser.error("'%s' is not a length of time: write 2h, 90m, 1h30m or 1d" % text)
    if length > longest:
        parser.error("%s is longer than the %s that a VM may be kept" % (text, time.in_words(longest)))
    return time.now() + datetime.timedelta(minutes=length)


def in_text(moment):
    """The moment in UTC and in the VM's zone, as text."""
    local = moment.astimezone()
    here = "" if not local.utcoffset() else local.strftime(" (%a %H:%M %Z)")
    return moment.strftime("%a %Y-%m-%d %H:%M UTC") + here


def main(words):
    parser = arguments()
    asked = parser.parse_args(words).length
    if asked is None:
        kept = time.parse_iso(aws.imds("meta-data/tags/instance/" + TAG))
        if kept and kept > time.now():
            print("This VM is kept running until %s." % in_text(kept))
        else:
            print("This VM is not extended: it follows its schedule.")
        return 0
    moment = until(parser, asked)
    aws.tag_self(TAG, time.iso(moment))
    print("This VM is kept running until %s." % in_text(moment))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except aws.AwsError as error:
        sys.exit("devvm-extend: %s" % error)
