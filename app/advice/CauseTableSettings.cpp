// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"settings.sources-disagree",
     QT_TRANSLATE_NOOP("CauseWording",
       "This computer names different proxies in different places"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy settings on this computer contradict each other, so programs can behave "
       "differently."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Environment variables, desktop settings and the settings of single programs name "
       "different proxies or sign-ins."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Put the same proxy into all places."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Put the same proxy into all places that the table shows."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for on the proxy: the client's own settings name different proxies or "
       "sign-ins in different places. Please say which one is meant."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that one of the proxies is down."),
     ""},
    {"settings.missing-in-one-place",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy setting is missing in one place"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy, or its sign-in, is set in one place on this computer and missing in another "
       "that some programs read."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Each program reads its own place: environment variables, the desktop's settings, or a "
       "file of its own."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the proxy in the failing program's own settings."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the proxy in the place that the failing program reads."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for on the proxy: on the client the proxy, or its sign-in, is set in one "
       "place and missing in another. Programs that read the latter go without it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy refuses these programs: they do not use it, or not with "
       "the sign-in."),
     ""},
    {"settings.bypassed",
     QT_TRANSLATE_NOOP("CauseWording",
       "This website is set to go around the proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The settings of this computer send this website past the proxy, at least for some "
       "programs."),
     QT_TRANSLATE_NOOP("CauseWording",
       "An exception list (NO_PROXY) or the PAC file (a script that tells programs which proxy "
       "to use) sends this website directly."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Remove the website from the exceptions."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Remove or correct the exception that matches this website."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for on the proxy: the client's exceptions send the target below past it. "
       "If that is not meant, please correct the list or the PAC file where it is given out."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy blocks the website: these programs do not ask it."),
     ""},
    {"settings.upper-case-http-proxy",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy variable is written in capitals only"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy is set in a variable that some programs ignore for http websites."),
     QT_TRANSLATE_NOOP("CauseWording",
       "curl and others read http_proxy in lower case only, for safety reasons, and only "
       "HTTP_PROXY is set."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Set the variable in lower case as well."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "On Linux and macOS, set the variable in lower case as well."),
          "export http_proxy=\"$HTTP_PROXY\"", false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for on the proxy: on the client only HTTP_PROXY is set, which curl and "
       "others ignore for http URLs, so these requests do not come by."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down: some programs do not use it."),
     ""},
    {"settings.pac-unreachable",
     QT_TRANSLATE_NOOP("CauseWording",
       "The PAC file cannot be loaded"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The file that tells programs which proxy to use cannot be loaded."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The address of the PAC file (proxy auto-configuration) gives no file. Many programs then "
       "go past the proxy without a word."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the address of the PAC file."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Open the address of the PAC file in a browser without a proxy, and check its "
           "spelling and the network or VPN."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the proxy by hand until then."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Make the PAC file available at this address."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The PAC file below could not be fetched by this client. Please check the server that "
       "gives it out, and that clients reach it without a sign-in and without the proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down: the file that names it is missing."),
     ""},
    {"settings.pac-broken",
     QT_TRANSLATE_NOOP("CauseWording",
       "The PAC file has a fault"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The file that tells programs which proxy to use has a fault."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The script in the PAC file (proxy auto-configuration) stops with an error, or never ends."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must correct the file."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Correct the script at the place that is shown."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The PAC file below was fetched, but its script fails as shown. Please correct it and "
       "test it with more than one client: browsers forgive different faults."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down: the file that names it has a fault."),
     ""},
    {"settings.pac-names-another-proxy",
     QT_TRANSLATE_NOOP("CauseWording",
       "The PAC file names another proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The automatic settings choose another proxy for this website than the one tested here."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The PAC file (proxy auto-configuration) gives another answer for this website."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Test the proxy that the PAC file names."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Test the proxy that the PAC file names for this website."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The PAC file below names another proxy for this target than the one that was tested. "
       "Please say which one is meant; look for the client's requests in the log of the one that "
       "the file names."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not say anything about the proxy that was tested: programs that follow the file "
       "use another one."),
     ""},
};

} // namespace

std::span<const CauseLines> settingsCauses()
{
    return lines;
}

} // namespace pt
