# Runs a program in a root of its own that holds nothing but what it is given, without network, rights or room to grow.
# Started in new namespaces: sh room.sh ROOT USER LIMITS... -- PATHS... -- PROGRAM ARGUMENTS...
# Until "in" is written nothing of the program ran: what fails before is the machine's fault and not the file's.
set -eu
# The room keeps its files to itself; whoever is locked in here must find its way through this root.
umask 022
root=$1 user=$2 limits=
shift 2
while [ "$1" != -- ]; do
  limits="$limits $1"
  shift
done
shift
echo 1000 >/proc/self/oom_score_adj
mount -t tmpfs -o size=1m,mode=755,nosuid,nodev tmpfs "$root"
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then
    mkdir -p "$root$1"
  else
    mkdir -p "$root${1%/*}"
    : >"$root$1"
  fi
  mount -o bind,ro,nosuid,nodev "$1" "$root$1"
  shift
done
shift
mount -o remount,bind,ro,nosuid,nodev "$root"
cd "$root"
rights="--no-new-privs --pdeathsig KILL --bounding-set=-all --inh-caps=-all --ambient-caps=-all"
[ "$user" = own ] || rights="$rights --reuid=$user --regid=$user --clear-groups"
# A process in a changed root can make no user namespace, in which it would have rights again.
exec chroot . setpriv $rights prlimit $limits sh -c 'echo in; exec "$@"' sh "$@"
