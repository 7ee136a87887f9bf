# SPDX-FileCopyrightText: The Proxy Triage developers
# SPDX-License-Identifier: GPL-3.0-or-later
# The two programs. The console one links no widgets and needs no display.
add_executable(proxy-triage-cli ${CMAKE_CURRENT_LIST_DIR}/console_main.cpp)
target_link_libraries(proxy-triage-cli PRIVATE pt_console pt_resources pt_translations)

add_executable(proxy-triage ${CMAKE_CURRENT_LIST_DIR}/desktop_main.cpp)
target_link_libraries(proxy-triage PRIVATE pt_ui pt_resources pt_translations)
if(WIN32)
    set_target_properties(proxy-triage PROPERTIES WIN32_EXECUTABLE ON)
endif()

# Proxy configuration scripts run in a process of their own with nothing but an engine for them: not the
# place to link any of our libraries. No person starts it.
add_executable(proxy-triage-pac ${CMAKE_CURRENT_LIST_DIR}/pac_main.cpp
    ${CMAKE_CURRENT_LIST_DIR}/platform/ProcessLimits.cpp)
if(PT_SANITIZE)
    # It looks at memory through a pipe, and this program leaves itself no file to open.
    set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/pac_main.cpp
        PROPERTIES COMPILE_OPTIONS -fno-sanitize=vptr)
endif()
target_link_libraries(proxy-triage-pac PRIVATE pt_options Qt6::Qml)

# The libraries are the system's: no folder of our own to look for them in.
set_target_properties(proxy-triage proxy-triage-cli proxy-triage-pac PROPERTIES INSTALL_RPATH "")
install(TARGETS proxy-triage proxy-triage-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS proxy-triage-pac RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/proxy-triage)
