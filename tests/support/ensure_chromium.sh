#!/bin/sh
# Make sure that a Chromium is on the PATH for the browser tests, or say what to install.
set -eu

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" > /dev/null 2>&1; then exit 0; fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1; then
    echo "Installing Chromium for the browser tests ..."
    export DEBIAN_FRONTEND=noninteractive
    if { apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium; } > /tmp/chromium-install.log 2>&1
    then exit 0; fi
    tail -n 20 /tmp/chromium-install.log
fi

echo "The browser tests need Chromium: install the package 'chromium' (Debian: apt-get install chromium)" \
     "or put 'chromium', 'chromium-browser' or 'google-chrome' on the PATH."
exit 1
