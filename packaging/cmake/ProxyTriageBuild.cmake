# SPDX-FileCopyrightText: The Proxy Triage developers
# SPDX-License-Identifier: GPL-3.0-or-later
# How every library, program and test of this project is built.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

option(PT_WARNINGS_AS_ERRORS "Stop the build at a compiler warning" ON)
set(PT_SANITIZE "" CACHE STRING "Sanitizers to build with, as for -fsanitize=")
option(PT_FUZZ "Build the fuzz targets and count what they cover; needs clang" OFF)
option(PT_BENCH "Build tests/bench" OFF)

find_program(PT_CCACHE ccache)
if(PT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${PT_CCACHE})
endif()

add_library(pt_options INTERFACE)
target_compile_definitions(pt_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS)
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(pt_options INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
        -fstack-protector-strong $<$<BOOL:${PT_WARNINGS_AS_ERRORS}>:-Werror>
        $<$<CONFIG:Debug>:-g1>)
    target_compile_options(pt_options INTERFACE $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
endif()
if(PT_SANITIZE)
    target_compile_options(pt_options INTERFACE
        -fsanitize=${PT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(pt_options INTERFACE -fsanitize=${PT_SANITIZE})
endif()
if(PT_FUZZ)
    target_compile_options(pt_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
target_include_directories(pt_options INTERFACE ${CMAKE_SOURCE_DIR}/app)

# Text for people is gathered from these, see translations/CMakeLists.txt.
set_property(GLOBAL PROPERTY PT_TRANSLATED_FOLDERS "")

# pt_library(NAME [LINKS target...])
# A static library pt_NAME of every source in the calling folder.
function(pt_library name)
    cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS
        ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
    add_library(pt_${name} STATIC ${sources})
    target_link_libraries(pt_${name} PUBLIC pt_options ${ARG_LINKS})
    set_target_properties(pt_${name} PROPERTIES AUTOMOC ON LINKER_LANGUAGE CXX)
    set_property(GLOBAL APPEND PROPERTY PT_TRANSLATED_FOLDERS ${CMAKE_CURRENT_SOURCE_DIR})
endfunction()

# pt_test(NAME RING n [SOURCES file...] [LINKS target...] [TIMEOUT seconds] [SERIAL])
# A Qt Test program NAME from NAME.cpp (and SOURCES). Rings, see CONTRIBUTING.md: 1 parsers and
# arithmetic, 2 scripted conversations, 3 stages on loopback, 4 rules, 5 widgets, 6 real servers.
function(pt_test name)
    cmake_parse_arguments(ARG "SERIAL" "RING;TIMEOUT" "SOURCES;LINKS" ${ARGN})
    add_executable(${name} ${name}.cpp ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE pt_options Qt6::Test ${ARG_LINKS})
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_compile_definitions(${name} PRIVATE
        PT_SOURCE_DIR="${CMAKE_SOURCE_DIR}" PT_BINARY_DIR="${CMAKE_BINARY_DIR}")
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    add_test(NAME ${name} COMMAND ${name})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 60)
    endif()
    if(PT_SANITIZE) # which is several times slower
        math(EXPR ARG_TIMEOUT "4 * ${ARG_TIMEOUT}")
    endif()
    set_tests_properties(${name} PROPERTIES
        LABELS "ring${ARG_RING}" TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QT_LOGGING_RULES=")
    if(ARG_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
