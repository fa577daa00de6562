# One interface target carries the flags of every target of ours.
add_library(socketscope_flags INTERFACE)
target_compile_features(socketscope_flags INTERFACE cxx_std_20)
target_include_directories(socketscope_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(socketscope_flags INTERFACE
    _GLIBCXX_ASSERTIONS QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH QT_NO_CAST_TO_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT)
target_compile_options(socketscope_flags INTERFACE
    -Wall -Wextra -Wconversion -Wshadow -Wno-sign-conversion -fno-strict-aliasing
    $<$<BOOL:${SOCKETSCOPE_WERROR}>:-Werror>)
if(SOCKETSCOPE_SANITIZE)
    # GCC's manual on -fsanitize: instrumented code makes -Wmaybe-uninitialized report what is not there. Builds without
    # sanitizers keep the warning, and -Werror makes it an error in them.
    target_compile_options(socketscope_flags INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(socketscope_flags INTERFACE -fsanitize=address,undefined)
endif()

# One precompiled header for all of core, one for all of ui: small files then compile in one or two seconds.
function(socketscope_pch target header)
    if(NOT SOCKETSCOPE_PCH)
        return()
    endif()
    set(owner socketscope_pch_${header})
    if(NOT TARGET ${owner})
        file(WRITE ${CMAKE_BINARY_DIR}/pch/${owner}.cpp "")
        add_library(${owner} STATIC ${CMAKE_BINARY_DIR}/pch/${owner}.cpp)
        target_link_libraries(${owner} PUBLIC socketscope_flags)
        if(header STREQUAL "ui")
            target_link_libraries(${owner} PUBLIC Qt6::Widgets)
        else()
            target_link_libraries(${owner} PUBLIC Qt6::Core)
        endif()
        # By name, not by path: the compiler cache then serves every clone from one object.
        target_include_directories(${owner} PRIVATE ${PROJECT_SOURCE_DIR}/cmake)
        target_precompile_headers(${owner} PRIVATE <pch_${header}.h>)
    endif()
    target_precompile_headers(${target} REUSE_FROM ${owner})
endfunction()

# socketscope_library(name SOURCES a.cpp … PUBLIC libs … PRIVATE libs … [QOBJECTS] [PCH core|ui|none])
#
# One folder = one static library. QOBJECTS turns moc on; list the headers that need it by their .cpp names as usual.
function(socketscope_library name)
    cmake_parse_arguments(ARG "QOBJECTS" "PCH" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC socketscope_flags ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
    if(ARG_QOBJECTS)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
    if(NOT ARG_PCH)
        set(ARG_PCH core)
    endif()
    if(NOT ARG_PCH STREQUAL "none")
        socketscope_pch(${name} ${ARG_PCH})
    endif()
endfunction()

# socketscope_tests(folder NAMES tst_a tst_b … LIBS libs … [LABELS …] [TIMEOUT s] [PATHS])
#
# Each tst_x.cpp is one Qt Test program, run offscreen with a home of its own, so that no test sees a person's files. PATHS gives
# it TEST_DATA, SOURCE_ROOT and BINARY_ROOT; such a test is compiled anew in every clone.
function(socketscope_tests folder)
    cmake_parse_arguments(ARG "PATHS" "TIMEOUT;PCH" "NAMES;LIBS;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(NOT ARG_PCH)
        set(ARG_PCH core)
    endif()
    foreach(name IN LISTS ARG_NAMES)
        string(REPLACE "/" "." prefix ${folder})
        set(target ${prefix}.${name})
        add_executable(${target} ${name}.cpp)
        set_target_properties(${target} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
        target_link_libraries(${target} PRIVATE socketscope_flags Qt6::Test tests_support ${ARG_LIBS})
        if(ARG_PATHS)
            target_compile_definitions(${target} PRIVATE TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
                SOURCE_ROOT="${PROJECT_SOURCE_DIR}" BINARY_ROOT="${CMAKE_BINARY_DIR}")
        endif()
        if(NOT ARG_PCH STREQUAL "none")
            socketscope_pch(${target} ${ARG_PCH})
        endif()
        add_test(NAME ${target} COMMAND ${target})
        set(home ${CMAKE_BINARY_DIR}/test-home/${target})
        set_tests_properties(${target} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT
            "QT_QPA_PLATFORM=offscreen;HOME=${home};XDG_CONFIG_HOME=${home}/config;XDG_DATA_HOME=${home}/data;XDG_CACHE_HOME=${home}/cache;XDG_STATE_HOME=${home}/state;XDG_RUNTIME_DIR=${home}/run;LC_ALL=C.UTF-8;ASAN_OPTIONS=detect_leaks=1:suppressions=;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0;UBSAN_OPTIONS=print_stacktrace=1;QT_LOGGING_RULES=qt.qpa.*=false")
        file(MAKE_DIRECTORY ${home} ${home}/run)
        file(CHMOD ${home}/run DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
    endforeach()
endfunction()
